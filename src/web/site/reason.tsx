/** Why a monitor was down. */
import type { EventRow } from '../../api/events/store.js';
import { reasonText } from './reasons.js';
import type { Speech } from './speech.js';

/** A sentence, and the facts: these are as the system told them, in English. */
export function Reason(props: { outage: Pick<EventRow, 'reason_code' | 'reason_detail'>; speech: Speech }) {
  const { reason_code, reason_detail } = props.outage;
  return (
    <>
      {reason_code && reasonText(reason_code, props.speech)}{' '}
      <span class="detail" lang="en">
        {reason_detail}
      </span>
    </>
  );
}
