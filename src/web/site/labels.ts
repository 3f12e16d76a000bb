/** What params are called on pages: beside their fields, and where it is said what is wrong with them. */
import { phrases, wordFor, type Speech } from './speech.js';

/** By the last of a param's names. */
export const paramLabels = phrases(
  {
    email: 'Email',
    password: 'Password',
    current_password: 'Current password',
    language: 'Language',
    country: 'Country',
    time_zone: 'Time zone',
    name: 'Name',
    group_id: 'Group',
    url: 'URL',
    host: 'Host',
    port_number: 'Port number',
    seconds_between_checks: 'Interval',
    timeout: 'Timeout',
    retries_per_check: 'Retries',
    from: 'From',
    to: 'To',
    target_ids: 'Monitors',
    state: 'Status page',
    slug: 'Name in the address',
    details: 'Addresses and reasons',
  },
  {
    email: 'Correo electrónico',
    password: 'Contraseña',
    current_password: 'Contraseña actual',
    language: 'Idioma',
    country: 'País',
    time_zone: 'Zona horaria',
    name: 'Nombre',
    group_id: 'Grupo',
    url: 'URL',
    host: 'Host',
    port_number: 'Número de puerto',
    seconds_between_checks: 'Intervalo',
    timeout: 'Tiempo de espera',
    retries_per_check: 'Reintentos',
    from: 'Desde',
    to: 'Hasta',
    target_ids: 'Monitores',
    state: 'Página de estado',
    slug: 'Nombre en la dirección',
    details: 'Direcciones y motivos',
  },
);

/** `user[email]` is `Email`. A param without words is called as the API calls it. */
export function labelOf(param: string, speech: Pick<Speech, 'code'>): string {
  const name = /\[([^[\]]+)\]$/.exec(param)?.[1] ?? param;
  return wordFor(paramLabels(speech), name, param);
}
