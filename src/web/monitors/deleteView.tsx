/** What stands between a monitor and its end: what would be lost. */
import type { GroupRow } from '../../api/groups/store.js';
import type { UptimeRow } from '../../api/reports/store.js';
import type { TargetRow } from '../../api/targets/store.js';
import { Form } from '../site/form.js';
import { Frame } from '../site/frame.js';
import { groupTrail } from '../site/trail.js';
import type { PageContext } from '../site/pages.js';
import { paths } from '../site/paths.js';
import { dayText, numberText } from '../site/speech.js';
import { isPublic, publishedTexts } from '../status/published.js';
import { deleteTexts } from './texts.js';

export function DeleteMonitorPage(props: {
  context: PageContext;
  group: GroupRow;
  row: TargetRow;
  /** What was counted in all the time that it has been there. */
  history: Pick<UptimeRow, 'checks' | 'outages'>;
}) {
  const { context, group, row, history } = props;
  const { speech } = context;
  const texts = deleteTexts(speech);
  const place = paths.monitor(row.group_id, row.id);
  const checks = texts.checks(history.checks, numberText(history.checks, speech));
  const outages = texts.outages(history.outages, numberText(history.outages, speech));
  return (
    <Frame
      context={context}
      title={texts.title(row.name)}
      trail={[...groupTrail(context, group), { href: place, text: row.name }]}
    >
      <p>{texts.lost(dayText(row.created_at, speech), checks, outages)}</p>
      {isPublic(group) && <p>{publishedTexts(speech).lostWithMonitor}</p>}
      <p>{texts.noWayBack}</p>
      <Form
        context={context}
        action={paths.deleteMonitor(row.group_id, row.id)}
        submit={texts.submit}
        cancel={place}
        isDanger
      />
    </Frame>
  );
}
