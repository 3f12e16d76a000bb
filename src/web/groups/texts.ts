/** Words of the forms of groups. */
import { isolated, phrases } from '../site/speech.js';

export const groupTexts = phrases(
  {
    newGroup: 'New group',
    newIntro: 'A group holds monitors that belong together: those of a customer, a site or a data centre.',
    create: 'Create group',
    rename: 'Rename',
    renameTitle: (name: string) => `Rename ${isolated(name)}`,
    delete: 'Delete group',
    deleteTitle: (name: string) => `Delete ${isolated(name)}?`,
    lost: (monitors: string, count: number) =>
      count === 1
        ? 'Its one monitor is deleted with it, and all checks and events of that monitor.'
        : `Its ${monitors} monitors are deleted with it, and all their checks and events.`,
    lostNone: 'There is no monitor in this group.',
    noWayBack: 'This cannot be undone.',
  },
  {
    newGroup: 'Nuevo grupo',
    newIntro: 'Un grupo reúne monitores que van juntos: los de un cliente, un sitio o un centro de datos.',
    create: 'Crear grupo',
    rename: 'Cambiar nombre',
    renameTitle: (name) => `Cambiar el nombre de ${isolated(name)}`,
    delete: 'Eliminar grupo',
    deleteTitle: (name) => `¿Eliminar ${isolated(name)}?`,
    lost: (monitors, count) =>
      count === 1
        ? 'Con él se elimina su único monitor, con todas sus comprobaciones y eventos.'
        : `Con él se eliminan sus ${monitors} monitores, con todas sus comprobaciones y eventos.`,
    lostNone: 'Este grupo no contiene ningún monitor.',
    noWayBack: 'Esto no se puede deshacer.',
  },
);
