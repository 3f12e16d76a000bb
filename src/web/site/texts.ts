/** Words that more than one page says. */
import { phrases } from './speech.js';

export const siteTexts = phrases(
  {
    skip: 'Skip to the content',
    site: 'Site',
    apps: 'Apps',
    apiReference: 'API reference',
    signUp: 'Sign up',
    signIn: 'Sign in',
    signOut: 'Sign out',
    cancel: 'Cancel',
    name: 'Name',
    never: 'never',
    problems: 'This can not be saved yet:',
    staleForm:
      'This page was open for too long, or the form came from elsewhere. Nothing was changed: please try again.',
    back: 'Back to the start',
    errorTitle: 'This did not work',
  },
  {
    skip: 'Saltar al contenido',
    site: 'Sitio',
    apps: 'Aplicaciones',
    apiReference: 'Referencia de la API',
    signUp: 'Crear cuenta',
    signIn: 'Iniciar sesión',
    signOut: 'Cerrar sesión',
    cancel: 'Cancelar',
    name: 'Nombre',
    never: 'nunca',
    problems: 'Aún no se puede guardar:',
    staleForm:
      'La página estuvo abierta demasiado tiempo o el formulario vino de otro lugar. No se ha cambiado nada: inténtelo de nuevo.',
    back: 'Volver al inicio',
    errorTitle: 'No ha funcionado',
  },
);
