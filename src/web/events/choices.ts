/** Whose events can be looked at: all monitors, those of a group, or one. */
import type { Option, OptionGroup } from '../site/form.js';
import type { Speech } from '../site/speech.js';
import { eventTexts } from './texts.js';

/** What a person has. */
type Owned = {
  groups: readonly { id: number; name: string }[];
  monitors: readonly { id: number; group_id: number; name: string }[];
};

export type Choosing = Owned & {
  /** `target_ids` as they were asked for. */
  chosen: string;
  speech: Speech;
};

/** Monitors up to which each can be chosen by itself; beyond, of groups with one monitor alone there is no choice. */
const mostOffered = 2000;

/** The page's own way to say all ids of a group: it does not grow with the group. */
const groupValue = (id: number) => `group-${id}`;

/** Ids of the group that `chosen` stands for. Undefined: it stands for none; null: for one that the person has not. */
export function membersOf(chosen: string, { groups, monitors }: Owned): number[] | null | undefined {
  if (!chosen.startsWith('group-')) return undefined;
  const group = groups.find(({ id }) => groupValue(id) === chosen);
  return group ? monitors.filter(({ group_id }) => group_id === group.id).map(({ id }) => id) : null;
}

/** Options whose values are `target_ids`, or stand for them; what was chosen is among them. */
export function monitorOptions({ groups, monitors, chosen, speech }: Choosing): (Option | OptionGroup)[] {
  const texts = eventTexts(speech);
  const members = new Map<number, Option[]>(groups.map(({ id }) => [id, []]));
  const isOffered = (value: string) => monitors.length <= mostOffered || value === chosen;
  for (const { id, group_id, name } of monitors) members.get(group_id)?.push({ value: String(id), text: name });
  const byGroup = groups.map(({ id, name }): OptionGroup => {
    const all = members.get(id) ?? [];
    const each = all.filter(({ value }) => isOffered(value));
    const whole = { value: groupValue(id), text: texts.allOf(name) };
    return { label: name, options: all.length > 1 || whole.value === chosen ? [whole, ...each] : each };
  });
  const filled = byGroup.filter(({ options }) => options.length > 0);
  const isListed = filled.some(({ options }) => options.some(({ value }) => value === chosen));
  const isGroup = chosen.startsWith('group-');
  const other = { value: chosen, text: isGroup ? texts.otherGroup : texts.several(chosen.split(',').length) };
  return [{ value: '', text: texts.all }, ...(chosen === '' || isListed ? [] : [other]), ...filled];
}
