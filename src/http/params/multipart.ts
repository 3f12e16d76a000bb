/** `multipart/form-data`: fields only. */
import { Unusable } from '../../platform/fields.js';
import { Problem } from '../problem.js';
import { pathOf, type Entry } from './tree.js';
import { utf8 } from './utf8.js';

/** The entries of a body; a file has no value that could be used. */
export async function multipartEntries(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<Entry[]> {
  const form = await parse(body, contentType);
  return form.map(([name, value]): Entry => ({
    path: pathOf(textOf(name)),
    leaf: typeof value === 'string' ? textOf(value) : new Unusable('file'),
  }));
}

/** What the parser read a byte a character. */
function textOf(bytes: string): string {
  return utf8(Buffer.from(bytes, 'latin1'));
}

/** What is used of a `Response`: its own declaration warns of bodies without end, and ours are short and complete. */
type FormReader = { formData(): Promise<Iterable<[string, unknown]>> };

async function parse(body: Uint8Array<ArrayBuffer>, contentType: string) {
  // A byte a character: the parser would replace what is no UTF-8, and drop byte order marks.
  const bytes = Buffer.from(body).toString('latin1');
  const response: FormReader = new Response(bytes, { headers: { 'content-type': contentType } });
  try {
    return [...(await response.formData())];
  } catch {
    throw new Problem('malformed_body');
  }
}
