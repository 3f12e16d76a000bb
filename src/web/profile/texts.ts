/** Words of the profile. */
import { phrases } from '../site/speech.js';

export const profileTexts = phrases(
  {
    preferences: 'Language and time',
    noCountry: 'None',
    timeZoneHint: 'Dates here and in the API are given in this zone.',
    account: 'Email and password',
    newEmail: 'New email',
    changeEmail: 'Change email',
    newPassword: 'New password',
    changePassword: 'Change password',
    passwordWarning: 'You stay signed in here. Everywhere else you are signed out, and scripts need a new auth_token.',
    saved: 'Your profile is saved.',
    emailSaved: 'Your email is changed.',
    passwordSaved: 'Your password is changed. You are signed out everywhere else.',
    deleteAccount: 'Delete account',
    deleteIntro: 'Your account is deleted with everything in it. This cannot be undone.',
    deleteTitle: 'Delete your account?',
    deleteList: 'This is lost for good:',
    lostAccount: (email: string) => `the account ${email}, wherever you are signed in with it`,
    lostGroups: (count: number) => (count === 1 ? '1 group' : `${count} groups`),
    lostMonitors: (count: number) =>
      count === 1
        ? '1 monitor with its whole history: checks, events and reports'
        : `${count} monitors with their whole history: checks, events and reports`,
    lostStatusPages: (count: number) =>
      count === 1 ? '1 status page with its badges' : `${count} status pages with their badges`,
    lostApps: (count: number) =>
      count === 1
        ? '1 app, whose app_key is refused from then on'
        : `${count} apps, whose app_keys are refused from then on`,
    noWayBack: 'Monitoring stops at once. This cannot be undone.',
  },
  {
    preferences: 'Idioma y hora',
    noCountry: 'Ninguno',
    timeZoneHint: 'Las fechas, aquí y en la API, se dan en esta zona.',
    account: 'Correo electrónico y contraseña',
    newEmail: 'Nuevo correo electrónico',
    changeEmail: 'Cambiar el correo electrónico',
    newPassword: 'Nueva contraseña',
    changePassword: 'Cambiar la contraseña',
    passwordWarning:
      'Su sesión sigue abierta aquí. Todas las demás se cierran, y los scripts necesitan un auth_token nuevo.',
    saved: 'Su perfil se ha guardado.',
    emailSaved: 'Su correo electrónico se ha cambiado.',
    passwordSaved: 'Su contraseña se ha cambiado. Todas las demás sesiones se han cerrado.',
    deleteAccount: 'Eliminar la cuenta',
    deleteIntro: 'La cuenta se elimina con todo lo que contiene. Esto no se puede deshacer.',
    deleteTitle: '¿Eliminar su cuenta?',
    deleteList: 'Esto se pierde para siempre:',
    lostAccount: (email) => `la cuenta ${email}, con todas sus sesiones`,
    lostGroups: (count) => (count === 1 ? '1 grupo' : `${count} grupos`),
    lostMonitors: (count) =>
      count === 1
        ? '1 monitor con todo su historial: comprobaciones, eventos e informes'
        : `${count} monitores con todo su historial: comprobaciones, eventos e informes`,
    lostStatusPages: (count) =>
      count === 1 ? '1 página de estado con sus insignias' : `${count} páginas de estado con sus insignias`,
    lostApps: (count) =>
      count === 1
        ? '1 aplicación, cuyo app_key se rechaza desde entonces'
        : `${count} aplicaciones, cuyos app_key se rechazan desde entonces`,
    noWayBack: 'La monitorización se detiene de inmediato. Esto no se puede deshacer.',
  },
);
