/** Whose events can be looked at: all monitors, those of a group, or one. */
import type { Option, OptionGroup } from '../site/form.js';
import type { Speech } from '../site/speech.js';
import { eventTexts } from './texts.js';

export type Choosing = {
  groups: readonly { id: number; name: string }[];
  monitors: readonly { id: number; group_id: number; name: string }[];
  /** `target_ids` as they were asked for. */
  chosen: string;
  speech: Speech;
};

/** Options whose values are `target_ids`; what was chosen is among them. */
export function monitorOptions({ groups, monitors, chosen, speech }: Choosing): (Option | OptionGroup)[] {
  const texts = eventTexts(speech);
  const byGroup = groups.map(({ id, name }): OptionGroup => {
    const members = monitors.filter(({ group_id }) => group_id === id);
    const each = members.map((member) => ({ value: String(member.id), text: member.name }));
    const whole = { value: members.map((member) => member.id).join(','), text: texts.allOf(name) };
    return { label: name, options: members.length > 1 ? [whole, ...each] : each };
  });
  const filled = byGroup.filter(({ options }) => options.length > 0);
  const isListed = filled.some(({ options }) => options.some(({ value }) => value === chosen));
  const other = { value: chosen, text: texts.several(chosen.split(',').length) };
  return [{ value: '', text: texts.all }, ...(chosen === '' || isListed ? [] : [other]), ...filled];
}
