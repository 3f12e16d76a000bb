/** Where the pages are. Those of groups and monitors are the API's own paths without `/api`. */
export const paths = {
  home: '/',
  signUp: '/sign-up',
  signIn: '/sign-in',
  signOut: '/sign-out',
  profile: '/profile',
  email: '/profile/email',
  password: '/profile/password',
  deleteAccount: '/profile/delete',
  apps: '/developers/apps',
  newApp: '/developers/apps/new',
  renameApp: (id: number | ':id') => `/developers/apps/${id}/rename`,
  revokeApp: (id: number | ':id') => `/developers/apps/${id}/revoke`,
  reference: '/developers/api-reference',
  events: '/events',
  /** What has changed, told to pages that are open. */
  live: '/live',
  newGroup: '/groups/new',
  group: (groupId: number | ':group_id') => `/groups/${groupId}`,
  renameGroup: (groupId: number | ':group_id') => `/groups/${groupId}/rename`,
  deleteGroup: (groupId: number | ':group_id') => `/groups/${groupId}/delete`,
  /** `collection`: the kind's word in paths, `urls`. */
  newMonitor: (groupId: number | ':group_id', collection: string) => `/groups/${groupId}/target/${collection}/new`,
  monitor: (groupId: number | ':group_id', id: number | ':id') => `/groups/${groupId}/targets/${id}`,
  editMonitor: (groupId: number | ':group_id', id: number | ':id') => `/groups/${groupId}/targets/${id}/edit`,
  deleteMonitor: (groupId: number | ':group_id', id: number | ':id') => `/groups/${groupId}/targets/${id}/delete`,
  /** Where the owner decides about the group's status page. */
  statusPage: (groupId: number | ':group_id') => `/groups/${groupId}/status-page`,
  /** `slug`: the secret or chosen word of a group's status page. */
  status: (slug: string) => `/status/${slug}`,
  /** A picture of how a monitor of that page stands. */
  badge: (slug: string, id: number | ':id') => `/status/${slug}/badges/${id}.svg`,
} as const;

/** A path of ours that somebody asked to be led to; home for anything that could lead elsewhere. */
export function ownPath(text: string): string {
  return /^\/(?![/\\])[\w\-./?=&%[\]:+]*$/.test(text) ? text : paths.home;
}
