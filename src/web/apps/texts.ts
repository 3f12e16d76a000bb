/** Words of New app and the list of apps. */
import { isolated, phrases } from '../site/speech.js';

export const appTexts = phrases(
  {
    intro: 'Every request to the API carries the app_key of one of your apps. You can revoke an app at any time.',
    newApp: 'New app',
    firstApp: 'Create your first app',
    newIntro: 'The name tells your apps apart: say which script, site or person uses it.',
    create: 'Create app',
    lastUsed: 'Last used',
    created: 'Created',
    revokedAt: 'Revoked',
    revoked: 'Revoked',
    active: 'Active',
    rename: 'Rename',
    renameTitle: (name: string) => `Rename ${isolated(name)}`,
    revoke: 'Revoke',
    revokeTitle: (name: string) => `Revoke ${isolated(name)}?`,
    revokeWarning:
      'Requests with its app_key are refused from then on, and everyone signed in with it is signed out. This cannot be undone.',
    none: 'You have no app yet. Create one to get an app_key.',
  },
  {
    intro:
      'Cada petición a la API lleva el app_key de una de sus aplicaciones. Puede revocar una aplicación en cualquier momento.',
    newApp: 'Nueva aplicación',
    firstApp: 'Crear su primera aplicación',
    newIntro: 'El nombre distingue sus aplicaciones: indique qué script, sitio o persona la usa.',
    create: 'Crear aplicación',
    lastUsed: 'Último uso',
    created: 'Creada',
    revokedAt: 'Revocada el',
    revoked: 'Revocada',
    active: 'Activa',
    rename: 'Cambiar nombre',
    renameTitle: (name) => `Cambiar el nombre de ${isolated(name)}`,
    revoke: 'Revocar',
    revokeTitle: (name) => `¿Revocar ${isolated(name)}?`,
    revokeWarning:
      'Desde ese momento se rechazan las peticiones con su app_key, y se cierra la sesión de quien entró con ella. Esto no se puede deshacer.',
    none: 'Aún no tiene ninguna aplicación. Cree una para obtener un app_key.',
  },
);
