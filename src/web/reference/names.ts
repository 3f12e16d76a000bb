/** What parts of the page are called. */
import { titleOf, type Operation } from '../../documents/openApi.js';

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
