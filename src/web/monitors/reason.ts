/** Why a monitor was down. */
import type { EventRow } from '../../api/events/store.js';

/** The API's word for it, and the facts. */
export function reasonWords({ reason_code, reason_detail }: EventRow): string {
  return [reason_code, reason_detail].filter((text) => text !== null && text !== '').join(': ');
}
