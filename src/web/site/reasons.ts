/** Why checks failed, as sentences for people. */
import type { ReasonCode } from '../../api/events/schema.js';
import { phrases, type Speech } from './speech.js';

const texts = phrases(
  {
    timeout: 'It did not answer in time.',
    dns_failure: 'Its name could not be resolved.',
    connection_refused: 'It refused the connection.',
    connection_reset: 'It broke the connection off.',
    host_unreachable: 'It could not be reached.',
    tls_error: 'No secure connection could be made.',
    http_status: 'It answered with an error.',
    too_many_redirects: 'It redirected too often.',
    invalid_response: 'Its answer could not be understood.',
    not_allowed: 'It leads to an address that may not be monitored.',
    no_reply: 'It did not reply to the ping.',
    error: 'The check failed.',
  },
  {
    timeout: 'No respondió a tiempo.',
    dns_failure: 'No se pudo resolver su nombre.',
    connection_refused: 'Rechazó la conexión.',
    connection_reset: 'Cortó la conexión.',
    host_unreachable: 'No se pudo llegar hasta él.',
    tls_error: 'No se pudo establecer una conexión segura.',
    http_status: 'Respondió con un error.',
    too_many_redirects: 'Redirigió demasiadas veces.',
    invalid_response: 'Su respuesta no se pudo interpretar.',
    not_allowed: 'Lleva a una dirección que no se puede monitorizar.',
    no_reply: 'No respondió al ping.',
    error: 'La comprobación falló.',
  },
);

/** What a reason's code says, as a sentence; its `detail` has the facts. */
export function reasonText(code: ReasonCode, speech: Pick<Speech, 'code'>): string {
  return texts(speech)[code];
}
