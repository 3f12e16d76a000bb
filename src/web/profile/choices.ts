/** What a profile can be set to, as its form lists it. */
import { countries } from '../../api/profile/countries.js';
import { zoneCalled, type Zone } from '../../api/profile/zones.js';
import { languages } from '../../http/languages/index.js';
import { utcOffset } from '../../platform/time.js';
import type { Option } from '../site/form.js';
import type { Code } from '../site/speech.js';

/** Each language by its own name. */
export const languageOptions: readonly Option[] = languages.map(({ code, name }) => ({ value: code, text: name }));

const countriesIn = new Map<Code, readonly Option[]>();

/** Countries by their names in a language, in the order of its alphabet. */
export function countryOptions(code: Code): readonly Option[] {
  const known = countriesIn.get(code);
  if (known) return known;
  const names = new Intl.DisplayNames(code, { type: 'region' });
  const { compare } = new Intl.Collator(code);
  const options = [...countries]
    .map((country) => ({ value: country, text: names.of(country) ?? country }))
    .sort((one, other) => compare(one.text, other.text));
  countriesIn.set(code, options);
  return options;
}

/** The zones with their offsets; `current` is among them even if it is a link that is not listed. `now` in milliseconds. */
export function zoneOptions(zones: readonly Zone[], current: string, now: number): readonly Option[] {
  const options = zones.map(({ name, utc_offset }) => zoneOption(name, utc_offset));
  if (zones.some(({ name }) => name === current)) return options;
  return [zoneOption(current, zoneCalled(current) && utcOffset(new Date(now), current)), ...options];
}

function zoneOption(name: string, offset: string | undefined): Option {
  const spelled = name.replaceAll('_', ' ');
  return { value: name, text: offset === undefined ? spelled : `${spelled} (UTC${offset})` };
}
