/** Words of the dashboard and of a group's page. */
import { phrases } from '../site/speech.js';

export const dashboardTexts = phrases(
  {
    newGroup: 'New group',
    firstGroup: 'Create your first group',
    noGroups: 'You have no group yet. Create one, then add monitors to it.',
    noMonitors: 'There is no monitor in this group yet.',
    addMonitor: 'Add a monitor',
    more: (count: string) => `And ${count} more, in the groups below.`,
    moreOfGroup: (count: string) => `And ${count} more, in the list below.`,
    totals: 'Monitors by status',
    attention: 'Needs attention',
    since: 'since',
    news: (count: number, written: string) =>
      count === 0 ? 'No monitor is down.' : count === 1 ? 'One monitor is down.' : `${written} monitors are down.`,
    uptime: 'Uptime',
    unknownNews: (count: number, written: string) =>
      count === 1 ? 'Of one nothing is known.' : `Of ${written} nothing is known.`,
    days: 'Last 90 days',
    responseTimes: 'Response, 24 h',
    latest: 'Latest',
    latestTime: 'Response',
    monitor: 'Monitor',
    rename: 'Rename',
    delete: 'Delete',
    statusPage: 'Status page',
  },
  {
    newGroup: 'Nuevo grupo',
    firstGroup: 'Crear su primer grupo',
    noGroups: 'Aún no tiene ningún grupo. Cree uno y añádale monitores.',
    noMonitors: 'Aún no hay ningún monitor en este grupo.',
    addMonitor: 'Añadir un monitor',
    more: (count) => `Y ${count} más, en los grupos de abajo.`,
    moreOfGroup: (count) => `Y ${count} más, en la lista de abajo.`,
    totals: 'Monitores por estado',
    attention: 'Requiere atención',
    since: 'desde el',
    news: (count, written) =>
      count === 0
        ? 'Ningún monitor está caído.'
        : count === 1
          ? 'Un monitor está caído.'
          : `${written} monitores están caídos.`,
    uptime: 'Disponibilidad',
    unknownNews: (count, written) => (count === 1 ? 'De uno no se sabe nada.' : `De ${written} no se sabe nada.`),
    days: 'Últimos 90 días',
    responseTimes: 'Respuesta, 24 h',
    latest: 'Última',
    latestTime: 'Respuesta',
    monitor: 'Monitor',
    rename: 'Cambiar nombre',
    delete: 'Eliminar',
    statusPage: 'Página de estado',
  },
);
