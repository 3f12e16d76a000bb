/** Where the pages are. Those of groups and monitors are the API's own paths without `/api`. */
export const paths = {
  dashboard: '/',
  signUp: '/sign-up',
  signIn: '/sign-in',
  signOut: '/sign-out',
  profile: '/profile',
  deleteAccount: '/profile/delete',
  apps: '/developers/apps',
  newApp: '/developers/apps/new',
  reference: '/developers/api-reference',
  events: '/events',
  newGroup: '/groups/new',
  group: (groupId: number) => `/groups/${groupId}`,
  /** `collection`: the kind's word in paths, `urls`. */
  newMonitor: (groupId: number, collection: string) => `/groups/${groupId}/target/${collection}/new`,
  monitor: (groupId: number, id: number) => `/groups/${groupId}/targets/${id}`,
  status: (slug: string) => `/status/${slug}`,
} as const;

/** A path of ours that somebody asked to be led to; the dashboard for anything that could lead elsewhere. */
export function ownPath(text: string): string {
  return /^\/(?![/\\])[\w\-./?=&%[\]:+]*$/.test(text) ? text : paths.dashboard;
}
