/** Words of status pages, of badges, and of the form with which owners decide about them. */
import { isolated, phrases } from '../site/speech.js';

export const statusTexts = phrases(
  {
    allUp: (all: number) => (all === 1 ? 'The monitor is up' : `All ${all} monitors are up`),
    someDown: (down: number, all: number) => `${down} of ${all} ${down === 1 ? 'is' : 'are'} down`,
    someUnknown: (unknown: number, all: number) => `${unknown} of ${all} ${unknown === 1 ? 'is' : 'are'} unknown`,
    alsoUnknown: (unknown: number) => `, ${unknown} ${unknown === 1 ? 'is' : 'are'} unknown`,
    allUnknown: 'Unknown at the moment',
    noMonitors: 'Nothing is monitored here yet',
    about: (name: string) => `Status of ${isolated(name)}`,
    asOf: 'As of',
    utc: 'All times are in UTC.',
    monitors: 'Monitors',
    moreMonitors: (more: number, written: string) =>
      more === 1
        ? 'One more monitor is not listed, but counted above.'
        : `${written} more monitors are not listed, but counted above.`,
    uptime: (uptime: string) => `${uptime} up`,
    daysAgo: '90 days ago',
    today: 'today',
    outages: (days: number) => `Outages of the last ${days} days`,
    noOutages: 'There were none.',
    lasted: (duration: string) => `lasted ${duration}`,
    lasts: (duration: string) => `ongoing, ${duration} so far`,
    unsure: 'ongoing, as far as is known',
    more: 'There were more: only the latest are listed.',
    missing: 'Page not found',
    missingText: 'There is no status page at this address, or it is no longer public.',
    failed: 'This did not work',

    up: 'up',
    down: 'down',
    unknown: 'unknown',

    title: 'Status page',
    intro:
      'A page about this group for everybody: whoever has its address can read it without signing in. It shows the names of the group and its monitors, their status, their last 90 days and their recent outages.',
    off: 'Off',
    on: 'On: anyone can read it',
    slugEmpty: 'Leave it empty for one that nobody can guess, or choose 3 to 63 of a–z, 0–9 and hyphens.',
    slugKept:
      'Empty: the one that it has, which nobody can guess. Or choose 3 to 63 of a–z, 0–9 and hyphens. To get another one that nobody can guess, switch the page off and on again.',
    hidden: 'Hidden',
    shown: 'Shown to everyone',
    detailsHint:
      'Addresses are the URLs, hosts and ports of the monitors. Reasons say why a monitor was down, and may name hosts and addresses too.',
    ending:
      'Once switched off, the page is gone from this server at once. Copies kept by browsers and proxies may last up to a minute longer.',
    address: 'Address of the page',
    open: 'Open the page',
    badges: 'Badges',
    badge: 'Badge',
    badgesIntro:
      'Pictures of the status of each monitor, for a README or a site. With ?uptime at the end of its address, a badge also gives the uptime of the last 90 days.',
    noBadges: 'There is no monitor in this group yet: each gets a badge of its own.',
    snippets: 'Markdown and HTML',
  },
  {
    allUp: (all) => (all === 1 ? 'El monitor funciona' : `Los ${all} monitores funcionan`),
    someDown: (down, all) => `${down} de ${all} ${down === 1 ? 'está caído' : 'están caídos'}`,
    someUnknown: (unknown, all) =>
      `${unknown} de ${all} ${unknown === 1 ? 'está en estado desconocido' : 'están en estado desconocido'}`,
    alsoUnknown: (unknown) => `, de ${unknown} no se sabe`,
    allUnknown: 'Estado desconocido en este momento',
    noMonitors: 'Aquí aún no se monitoriza nada',
    about: (name) => `Estado de ${isolated(name)}`,
    asOf: 'Actualizado el',
    utc: 'Todas las horas son UTC.',
    monitors: 'Monitores',
    moreMonitors: (more, written) =>
      more === 1
        ? 'Hay un monitor más que no aparece en la lista, pero se cuenta arriba.'
        : `Hay ${written} monitores más que no aparecen en la lista, pero se cuentan arriba.`,
    uptime: (uptime) => `${uptime} en funcionamiento`,
    daysAgo: 'hace 90 días',
    today: 'hoy',
    outages: (days) => `Caídas de los últimos ${days} días`,
    noOutages: 'No ha habido ninguna.',
    lasted: (duration) => `duró ${duration}`,
    lasts: (duration) => `en curso, ${duration} hasta ahora`,
    unsure: 'en curso, hasta donde se sabe',
    more: 'Hubo más: solo se muestran las últimas.',
    missing: 'Página no encontrada',
    missingText: 'No hay ninguna página de estado en esta dirección, o ya no es pública.',
    failed: 'No ha funcionado',

    up: 'funciona',
    down: 'caído',
    unknown: 'desconocido',

    title: 'Página de estado',
    intro:
      'Una página para todos sobre este grupo: quien tiene su dirección puede leerla sin iniciar sesión. Muestra los nombres del grupo y de sus monitores, su estado, sus últimos 90 días y sus caídas recientes.',
    off: 'Desactivada',
    on: 'Activada: cualquiera puede leerla',
    slugEmpty: 'Déjelo vacío para uno que nadie pueda adivinar, o elija de 3 a 63 caracteres de a–z, 0–9 y guiones.',
    slugKept:
      'Vacío: el que tiene, que nadie puede adivinar. O elija de 3 a 63 caracteres de a–z, 0–9 y guiones. Para obtener otro que nadie pueda adivinar, desactive la página y vuelva a activarla.',
    hidden: 'Ocultos',
    shown: 'Visibles para cualquiera',
    detailsHint:
      'Las direcciones son las URL, los hosts y los puertos de los monitores. Los motivos dicen por qué cayó un monitor, y también pueden nombrar hosts y direcciones.',
    ending:
      'Al desactivarla, la página desaparece para quien la pida a este servidor. Las copias que guardan los navegadores y los proxies duran hasta un minuto más.',
    address: 'Dirección de la página',
    open: 'Abrir la página',
    badges: 'Insignias',
    badge: 'Insignia',
    badgesIntro:
      'Imágenes del estado de cada monitor, para un README o un sitio. Con &uptime al final de su dirección, una insignia también da la disponibilidad de los últimos 90 días.',
    noBadges: 'Aún no hay ningún monitor en este grupo: cada uno tendrá su propia insignia.',
    snippets: 'Markdown y HTML',
  },
);
