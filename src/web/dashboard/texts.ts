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
