/** Words of monitors: their forms, what is lost when one is deleted, and their pages. */
import { phrases } from '../site/speech.js';

/** Kinds by type. A kind without words is called by its type. */
export const kindLabels = phrases(
  { target_url: 'URL', target_custom_port: 'Port', target_ping: 'Ping' },
  { target_url: 'URL', target_custom_port: 'Puerto', target_ping: 'Ping' },
);

/** When a monitor of a kind is up, by type. */
export const kindHints = phrases(
  {
    target_url:
      'Up when a GET of the URL ends with a status from 200 to 399, its certificate verified and at most 5 redirects followed.',
    target_custom_port: 'Up when a TCP connection to the port can be made.',
    target_ping: 'Up when the host answers a ping (an ICMP echo request).',
  },
  {
    target_url:
      'Funciona si un GET de la URL termina con un estado de 200 a 399, con el certificado verificado y 5 redirecciones como máximo.',
    target_custom_port: 'Funciona si se puede establecer una conexión TCP con el puerto.',
    target_ping: 'Funciona si el host responde a un ping (una petición de eco ICMP).',
  },
);

/** Params by name. A setting without words is called as the API calls it. */
export const paramLabels = phrases(
  {
    name: 'Name',
    group_id: 'Group',
    url: 'URL',
    host: 'Host',
    port_number: 'Port number',
    seconds_between_checks: 'Interval',
    timeout: 'Timeout',
    retries_per_check: 'Retries',
  },
  {
    name: 'Nombre',
    group_id: 'Grupo',
    url: 'URL',
    host: 'Host',
    port_number: 'Número de puerto',
    seconds_between_checks: 'Intervalo',
    timeout: 'Tiempo de espera',
    retries_per_check: 'Reintentos',
  },
);

/** What a number of a param counts, by name. */
export const paramHints = phrases(
  {
    seconds_between_checks: 'Seconds from the start of a check to the start of the next',
    timeout: 'Seconds for one attempt',
    retries_per_check: 'Further attempts, a second apart, before a check counts as failed',
    port_number: 'TCP port',
  },
  {
    seconds_between_checks: 'Segundos desde el inicio de una comprobación hasta el de la siguiente',
    timeout: 'Segundos para un intento',
    retries_per_check: 'Intentos adicionales, separados por un segundo, antes de dar por fallida una comprobación',
    port_number: 'Puerto TCP',
  },
);

/** The word for `name`, or the name itself where a language has none. */
export function wordFor(words: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(words, name) ? (words[name] ?? name) : name;
}

export const formTexts = phrases(
  {
    newTitle: 'New monitor',
    kindsOf: 'Kinds of monitors',
    create: 'Create monitor',
    editTitle: (name: string) => `Edit ${name}`,
    editHint:
      'Status and history stay. What you change takes hold from the next check; a new place is checked at once.',
    moveHint: 'The monitor moves to this group with its history.',
    limits: (from: string, to: string) => `from ${from} to ${to}`,
    example: (text: string) => `For example ${text}`,
  },
  {
    newTitle: 'Nuevo monitor',
    kindsOf: 'Tipos de monitor',
    create: 'Crear monitor',
    editTitle: (name) => `Editar ${name}`,
    editHint:
      'El estado y el historial se conservan. Los cambios valen desde la próxima comprobación; un destino nuevo se comprueba enseguida.',
    moveHint: 'El monitor pasa a este grupo con su historial.',
    limits: (from, to) => `de ${from} a ${to}`,
    example: (text) => `Por ejemplo ${text}`,
  },
);

export const deleteTexts = phrases(
  {
    title: (name: string) => `Delete ${name}?`,
    lost: (since: string, checks: string, outages: string) =>
      `It has been watched since ${since}. With it go all of its history: ${checks} and ${outages}.`,
    checks: (count: number, text: string) => (count === 1 ? '1 check' : `${text} checks`),
    outages: (count: number, text: string) => (count === 1 ? '1 outage' : `${text} outages`),
    noWayBack: 'It is no longer checked from then on. There is no way back.',
    submit: 'Delete monitor and history',
  },
  {
    title: (name) => `¿Eliminar ${name}?`,
    lost: (since, checks, outages) =>
      `Se monitoriza desde el ${since}. Con él se pierde todo su historial: ${checks} y ${outages}.`,
    checks: (count, text) => (count === 1 ? '1 comprobación' : `${text} comprobaciones`),
    outages: (count, text) => (count === 1 ? '1 caída' : `${text} caídas`),
    noWayBack: 'Desde ese momento deja de comprobarse. No hay vuelta atrás.',
    submit: 'Eliminar el monitor y su historial',
  },
);
