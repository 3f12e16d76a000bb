/** Lists of which a page shows a part. */
import { numberText, phrases, type Speech } from './speech.js';

const furtherTexts = phrases(
  { further: (count: string) => `${count} more`, first: 'From the beginning' },
  { further: (count) => `${count} más`, first: 'Desde el principio' },
);

/** The part of a list, by id, that a page shows: at most `most` after an id; `more` follow. */
export function partOf<T>(list: readonly T[], { idOf, after = 0, most }: PartOptions<T>): { part: T[]; more: number } {
  const following = list.filter((each) => idOf(each) > after);
  const part = following.slice(0, most);
  return { part, more: following.length - part.length };
}

type PartOptions<T> = { idOf: (each: T) => number; after?: number | undefined; most: number };

/** Leads to the other parts of a list on the page `path`. `last`: the id with which this part ends. */
export function FurtherLinks(props: {
  speech: Speech;
  path: string;
  after: number | undefined;
  last: number | undefined;
  more: number;
}) {
  const { speech, path, after, last, more } = props;
  const texts = furtherTexts(speech);
  if (more === 0 && after === undefined) return null;
  return (
    <p class="buttons">
      {after !== undefined && <a href={path}>{texts.first}</a>}
      {more > 0 && <FurtherLink {...{ speech, path, last, more }} />}
    </p>
  );
}

/** Leads to what follows. */
export function FurtherLink(props: {
  speech: Speech;
  path: string;
  last: number | undefined;
  more: number;
  /** Of what, where a page has several such links. */
  about?: string;
}) {
  const { speech, path, last, more, about } = props;
  const href = last === undefined ? path : `${path}?after=${last}`;
  return (
    <a href={href}>
      {furtherTexts(speech).further(numberText(more, speech))}
      {about !== undefined && <span class="visually-hidden">{`: ${about}`}</span>}
    </a>
  );
}
