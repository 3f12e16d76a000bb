/** `multipart/form-data`: fields only. */
import { Unusable } from '../../platform/fields.js';
import { Problem } from '../problem.js';
import { pathOf, type Entry } from './tree.js';
import { utf8 } from './utf8.js';

/** The entries of a body; a file has no value that could be used. */
export async function multipartEntries(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<Entry[]> {
  const form = await parse(body, contentType);
  const entries = form.map(([name, value]): Entry => ({
    path: pathOf(name),
    leaf: typeof value === 'string' ? value : new Unusable('file'),
  }));
  // The parser replaces what is no UTF-8. Only a file may be that: there the request is refused for the file anyway.
  if (!form.some(([, value]) => typeof value !== 'string')) utf8(body);
  return entries;
}

/** What is used of a `Response`: its own declaration warns of bodies without end, and ours are short and complete. */
type FormReader = { formData(): Promise<Iterable<[string, unknown]>> };

async function parse(body: Uint8Array<ArrayBuffer>, contentType: string) {
  const response: FormReader = new Response(body, { headers: { 'content-type': contentType } });
  try {
    return [...(await response.formData())];
  } catch {
    throw new Problem('malformed_body');
  }
}
