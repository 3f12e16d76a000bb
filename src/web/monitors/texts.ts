/** Words of monitors: their forms, what is lost when one is deleted, and their pages. */
import { isolated, phrases } from '../site/speech.js';

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

export const formTexts = phrases(
  {
    newTitle: 'New monitor',
    kindsOf: 'Kinds of monitors',
    create: 'Create monitor',
    editTitle: (name: string) => `Edit ${isolated(name)}`,
    editHint: 'Status and history stay. Changes take effect from the next check; a new address is checked at once.',
    moveHint: 'The monitor moves to this group with its history.',
    limits: (from: string, to: string) => `from ${from} to ${to}`,
    example: (text: string) => `For example ${text}`,
  },
  {
    newTitle: 'Nuevo monitor',
    kindsOf: 'Tipos de monitor',
    create: 'Crear monitor',
    editTitle: (name) => `Editar ${isolated(name)}`,
    editHint:
      'El estado y el historial se conservan. Los cambios se aplican desde la próxima comprobación; una dirección nueva se comprueba enseguida.',
    moveHint: 'El monitor pasa a este grupo con su historial.',
    limits: (from, to) => `de ${from} a ${to}`,
    example: (text) => `Por ejemplo ${text}`,
  },
);

export const deleteTexts = phrases(
  {
    title: (name: string) => `Delete ${isolated(name)}?`,
    lost: (since: string, checks: string, outages: string) =>
      `It has been watched since ${since}. All of its history goes with it: ${checks} and ${outages}.`,
    checks: (count: number, text: string) => (count === 1 ? '1 check' : `${text} checks`),
    outages: (count: number, text: string) => (count === 1 ? '1 outage' : `${text} outages`),
    noWayBack: 'It is no longer checked from then on. This cannot be undone.',
    submit: 'Delete monitor and history',
  },
  {
    title: (name) => `¿Eliminar ${isolated(name)}?`,
    lost: (since, checks, outages) =>
      `Se monitoriza desde el ${since}. Con él se pierde todo su historial: ${checks} y ${outages}.`,
    checks: (count, text) => (count === 1 ? '1 comprobación' : `${text} comprobaciones`),
    outages: (count, text) => (count === 1 ? '1 caída' : `${text} caídas`),
    noWayBack: 'Desde ese momento deja de comprobarse. Esto no se puede deshacer.',
    submit: 'Eliminar el monitor y su historial',
  },
);

export const monitorTexts = phrases(
  {
    edit: 'Edit',
    remove: 'Delete',
    statusNow: 'Status now',
    since: 'since',
    stale: (at: string) =>
      `A check is overdue: the last one began at ${at}. Whether the monitor is up or down now is not known.`,
    staleNever: 'The first check is overdue. Whether the monitor is up or down is not known.',
    lastCheck: 'Last check',
    nextCheck: 'Next check',
    lastResponseTime: 'Last response time',
    noneYet: 'none yet',
    days: 'Last 90 days',
    uptimeOf: (percent: string) => `${percent} up`,
    settings: 'Settings',
    kind: 'Kind',
    created: 'Watched since',
    history: 'History',
    range: 'Range',
    last24h: '24 hours',
    last7d: '7 days',
    last30d: '30 days',
    lastYear: 'A year',
    ownRange: 'Another range',
    rangeHint: 'Dates in your time zone; both are included. Without the second one: up to now.',
    show: 'Show',
    fromTo: (from: string, to: string) => `From ${from} to ${to}`,
    uptime: 'Uptime',
    average: 'Average',
    median: 'Median',
    p95: 'p95',
    p99: 'p99',
    minimum: 'Minimum',
    maximum: 'Maximum',
    checks: 'Checks',
    failedChecks: (count: number, written: string) => `${written} failed`,
    outageCount: 'Outages',
    chartLabel: (median: string, p95: string) => `Response times: median ${median}, 95 of 100 within ${p95}`,
    noTimes: 'No check succeeded in this range, so there are no response times.',
    table: 'Response times as a table',
    at: 'From',
    outages: 'Outages',
    noOutages: 'No outage in this range.',
    began: 'Began',
    duration: 'Duration',
    reason: 'Reason',
    more: 'See earlier outages among the events',
  },
  {
    edit: 'Editar',
    remove: 'Eliminar',
    statusNow: 'Estado actual',
    since: 'desde el',
    stale: (at) => `Hay una comprobación atrasada: la última empezó el ${at}. No se sabe si el monitor funciona ahora.`,
    staleNever: 'La primera comprobación está atrasada. No se sabe si el monitor funciona.',
    lastCheck: 'Última comprobación',
    nextCheck: 'Próxima comprobación',
    lastResponseTime: 'Último tiempo de respuesta',
    noneYet: 'aún ninguna',
    days: 'Últimos 90 días',
    uptimeOf: (percent) => `${percent} en funcionamiento`,
    settings: 'Configuración',
    kind: 'Tipo',
    created: 'Se monitoriza desde',
    history: 'Historial',
    range: 'Periodo',
    last24h: '24 horas',
    last7d: '7 días',
    last30d: '30 días',
    lastYear: 'Un año',
    ownRange: 'Otro periodo',
    rangeHint: 'Fechas en su zona horaria, ambas incluidas. Sin la segunda: hasta ahora.',
    show: 'Mostrar',
    fromTo: (from, to) => `Desde el ${from} hasta el ${to}`,
    uptime: 'Disponibilidad',
    average: 'Media',
    median: 'Mediana',
    p95: 'p95',
    p99: 'p99',
    minimum: 'Mínimo',
    maximum: 'Máximo',
    checks: 'Comprobaciones',
    failedChecks: (count, written) => `${written} ${count === 1 ? 'fallida' : 'fallidas'}`,
    outageCount: 'Caídas',
    chartLabel: (median, p95) => `Tiempos de respuesta: mediana ${median}, 95 de cada 100 en menos de ${p95}`,
    noTimes: 'Ninguna comprobación tuvo éxito en este periodo, así que no hay tiempos de respuesta.',
    table: 'Tiempos de respuesta en una tabla',
    at: 'Desde',
    outages: 'Caídas',
    noOutages: 'Ninguna caída en este periodo.',
    began: 'Inicio',
    duration: 'Duración',
    reason: 'Motivo',
    more: 'Ver las caídas anteriores en los eventos',
  },
);
