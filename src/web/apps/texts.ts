/** Words of New app and the list of apps. */
import { phrases } from '../site/speech.js';

export const appTexts = phrases(
  {
    intro: 'Every request to the API carries the app_key of an app. You can revoke it at any time.',
    newApp: 'New app',
    newIntro: 'A name tells your apps apart: the script, the site or the person that uses it.',
    create: 'Create app',
    lastUsed: 'Last used',
    created: 'Created',
    revokedAt: 'Revoked',
    revoked: 'Revoked',
    active: 'Active',
    rename: 'Rename',
    renameTitle: (name: string) => `Rename ${name}`,
    revoke: 'Revoke',
    revokeTitle: (name: string) => `Revoke ${name}?`,
    revokeWarning:
      'Requests with its app_key are refused from then on, and everybody who is signed in with it is signed out. There is no way back.',
    copy: 'Copy',
    copied: 'Copied',
    notAllowed: 'Not allowed',
    none: 'You have no app yet. Make one to get an app_key.',
  },
  {
    intro: 'Cada petición a la API lleva el app_key de una aplicación. Puede revocarla en cualquier momento.',
    newApp: 'Nueva aplicación',
    newIntro: 'El nombre distingue sus aplicaciones: el script, el sitio o la persona que la usa.',
    create: 'Crear aplicación',
    lastUsed: 'Último uso',
    created: 'Creada',
    revokedAt: 'Revocada el',
    revoked: 'Revocada',
    active: 'Activa',
    rename: 'Cambiar nombre',
    renameTitle: (name) => `Cambiar el nombre de ${name}`,
    revoke: 'Revocar',
    revokeTitle: (name) => `¿Revocar ${name}?`,
    revokeWarning:
      'Desde ese momento se rechazan las peticiones con su app_key, y se cierra la sesión de quien entró con ella. No hay vuelta atrás.',
    copy: 'Copiar',
    copied: 'Copiado',
    notAllowed: 'No permitido',
    none: 'Aún no tiene ninguna aplicación. Cree una para obtener un app_key.',
  },
);
