/** What pages say, in each language that the API has. */
import type { Request } from 'express';
import type { Person } from '../store.js';
import { en } from './en.js';
import { es } from './es.js';

export type Texts = Readonly<Record<keyof typeof en, string>>;

const byCode: Readonly<Record<string, Texts>> = { en, es };

export type Speech = { code: string; texts: Texts };

/** A person's own language; before sign-in, what the browser prefers. */
export function speechFor(request: Request, person: Person | undefined): Speech {
  const wanted = person?.user.language ?? (request.acceptsLanguages(Object.keys(byCode)) || 'en');
  const texts = byCode[wanted];
  return texts ? { code: wanted, texts } : { code: 'en', texts: en };
}
