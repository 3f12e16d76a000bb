/** Why a monitor was down. */
import type { EventRow } from '../../api/events/store.js';
import { reasonText } from './reasons.js';
import type { Speech } from './speech.js';

/** A sentence, and the facts: these are as the system told them, in English, where they mostly say the same already. */
export function Reason(props: { outage: Pick<EventRow, 'reason_code' | 'reason_detail'>; speech: Speech }) {
  const { outage, speech } = props;
  const { reason_code, reason_detail } = outage;
  const isTold = speech.code === 'en' && reason_code !== 'http_status' && reason_detail !== null;
  return (
    <>
      {reason_code && !isTold && `${reasonText(reason_code, speech)} `}
      <span class="detail" lang="en">
        {reason_detail}
      </span>
    </>
  );
}
