/** What a status page tells everybody, said where it is decided about something else. */
import type { GroupRow } from '../../api/groups/store.js';
import { paths } from '../site/paths.js';
import { isolated, phrases, type Speech } from '../site/speech.js';

export const publishedTexts = phrases(
  {
    group: 'The group has a status page: whoever reads it sees the name.',
    monitor: 'The group has a status page: whoever reads it sees the name of the monitor, its status and its outages.',
    monitorWithDetails:
      'The group has a status page: whoever reads it sees the name of the monitor, its address, its status and its outages with their reasons.',
    settings: 'Change that',
    move: 'Groups with a status page show it to whoever reads that page.',
    marked: (name: string) => `${isolated(name)} (has a status page)`,
    lostWithGroup: 'Its status page and the badges of its monitors end with it.',
    lostWithMonitor: 'It disappears from the status page of its group, and its badge ends.',
  },
  {
    group: 'El grupo tiene una página de estado: quien la lea verá el nombre.',
    monitor: 'El grupo tiene una página de estado: quien la lea verá el nombre del monitor, su estado y sus caídas.',
    monitorWithDetails:
      'El grupo tiene una página de estado: quien la lea verá el nombre del monitor, su dirección, su estado y sus caídas con sus motivos.',
    settings: 'Cambiarlo',
    move: 'Los grupos con página de estado lo mostrarán a quien la lea.',
    marked: (name) => `${isolated(name)} (tiene página de estado)`,
    lostWithGroup: 'Con él desaparecen su página de estado y las insignias de sus monitores.',
    lostWithMonitor: 'Desaparece de la página de estado de su grupo, y su insignia deja de existir.',
  },
);

/** Whether a group has a status page. */
export function isPublic({ status_slug: slug }: GroupRow): boolean {
  return slug !== null;
}

/** What is public of a monitor in a group: nothing where that has no status page. */
export function Published({ group, speech }: { group: GroupRow; speech: Speech }) {
  const texts = publishedTexts(speech);
  if (!isPublic(group)) return null;
  return (
    <p>
      {group.status_details ? texts.monitorWithDetails : texts.monitor}{' '}
      <a href={paths.statusPage(group.id)}>{texts.settings}</a>
    </p>
  );
}
