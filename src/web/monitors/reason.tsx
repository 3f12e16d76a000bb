/** Why a monitor was down. */
import type { EventRow } from '../../api/events/store.js';
import { reasonText } from '../site/reasons.js';
import type { Speech } from '../site/speech.js';

/** A sentence, and the facts. */
export function Reason({ outage: { reason_code, reason_detail }, speech }: { outage: EventRow; speech: Speech }) {
  return (
    <>
      {reason_code && reasonText(reason_code, speech)} <span class="detail">{reason_detail}</span>
    </>
  );
}
