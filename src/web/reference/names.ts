/** What parts of the page are called. */
import type { Operation } from '../../documents/openApi.js';

/** The first sentence of its summary, which is that of the reference: `Create a new group`. */
export function titleOf({ summary }: Operation): string {
  return summary.replace(/\.(?:\s.*)?$/s, '');
}

/** What is said of it beside its title. */
export function aboutOf(operation: Operation): string {
  const { summary, description } = operation;
  const whole = description.startsWith(summary) ? description : `${summary} ${description}`;
  return whole.slice(titleOf(operation).length).replace(/^\.\s*/, '');
}

/** The anchor of a heading. */
export function anchorOf(tag: string): string {
  return tag.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
