/** Words of sign-up, sign-in and sign-out. */
import { phrases } from '../site/speech.js';

export const accountTexts = phrases(
  {
    passwordHint: '8 characters or more.',
    haveAccount: 'Already have an account?',
    noAccount: 'No account yet?',
    deleted: 'Your account was deleted.',
    unsaved: 'You were signed out meanwhile: nothing was saved. Sign in to try again.',
    tooMany: 'Too many attempts: wait a minute, then try again.',
    signOutIntro: 'You stay signed in elsewhere, and scripts with an auth_token go on working.',
  },
  {
    passwordHint: '8 caracteres o más.',
    haveAccount: '¿Ya tiene una cuenta?',
    noAccount: '¿Aún no tiene una cuenta?',
    deleted: 'Su cuenta se ha eliminado.',
    unsaved: 'Su sesión había terminado: no se ha guardado nada. Inicie sesión para volver a intentarlo.',
    tooMany: 'Demasiados intentos: espere un minuto y vuelva a probar.',
    signOutIntro:
      'Sus sesiones en otros dispositivos o navegadores siguen abiertas. Los scripts con un auth_token siguen funcionando.',
  },
);
