/** Words of the dashboard and of a group's page. */
import { phrases } from '../site/speech.js';

export const dashboardTexts = phrases(
  {
    newGroup: 'New group',
    noGroups: 'You have no group yet. Make one, and put monitors in it.',
    noMonitors: 'No monitor is in this group yet.',
    addMonitor: 'Add a monitor:',
    totals: 'Monitors by status',
    attention: 'Needs attention',
    since: 'since',
    news: (count: number, written: string) =>
      count === 0 ? 'No monitor is down.' : count === 1 ? 'One monitor is down.' : `${written} monitors are down.`,
    more: (count: string) => `${count} more`,
    first: 'From the beginning',
    uptime: 'Uptime',
    days: 'Last 90 days',
    responseTimes: 'Last 24 hours',
    now: 'Now',
    monitor: 'Monitor',
    rename: 'Rename',
    delete: 'Delete',
    statusPage: 'Status page',
  },
  {
    newGroup: 'Nuevo grupo',
    noGroups: 'Aún no tiene ningún grupo. Cree uno y añada monitores.',
    noMonitors: 'Aún no hay ningún monitor en este grupo.',
    addMonitor: 'Añadir un monitor:',
    totals: 'Monitores por estado',
    attention: 'Requiere atención',
    since: 'desde el',
    news: (count, written) =>
      count === 0
        ? 'Ningún monitor está caído.'
        : count === 1
          ? 'Un monitor está caído.'
          : `${written} monitores están caídos.`,
    more: (count) => `${count} más`,
    first: 'Desde el principio',
    uptime: 'Disponibilidad',
    days: 'Últimos 90 días',
    responseTimes: 'Últimas 24 horas',
    now: 'Ahora',
    monitor: 'Monitor',
    rename: 'Cambiar nombre',
    delete: 'Eliminar',
    statusPage: 'Página de estado',
  },
);
