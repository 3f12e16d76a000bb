/** Where the pages are. */
export const paths = {
  home: '/',
  signUp: '/sign-up',
  signIn: '/sign-in',
  signOut: '/sign-out',
  apps: '/developers/apps',
  newApp: '/developers/apps/new',
  reference: '/developers/api-reference',
} as const;

/** A path of ours that somebody asked to be led to; home for anything that could lead elsewhere. */
export function ownPath(text: string): string {
  return /^\/(?![/\\])[\w\-./?=&%[\]:+]*$/.test(text) ? text : paths.home;
}
