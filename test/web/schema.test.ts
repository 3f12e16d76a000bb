import { expect, it } from 'vitest';
import { describe } from '../../src/web/reference/schema.js';
import { document } from './site.js';

it.each([
  [{ type: 'integer', minimum: 5, maximum: 86400 }, 'integer', ['5 to 86,400']],
  [{ type: ['string', 'null'], maxLength: 255 }, 'string or null', ['at most 255 characters']],
  [{ type: ['string', 'null'], enum: ['a', 'b', null] }, 'string or null', ['one of `a`, `b`']],
  [{ anyOf: [{ type: 'integer', minimum: 1, maximum: 60 }, { type: 'null' }] }, 'integer or null', ['1 to 60']],
  [
    { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }], default: 'a' },
    'string or null',
    ['one of `a`', 'default `a`'],
  ],
  [{ type: 'string', maxLength: 255, description: '1 to 255 characters after trimming.' }, 'string', []],
  [{ type: 'string', maxLength: 2048, description: 'At most 2,048, please.' }, 'string', []],
  [{ type: 'string', maxLength: 25, description: '1 to 255 characters.' }, 'string', ['at most 25 characters']],
  [{ type: 'integer', minimum: 1, maximum: 60, description: 'Up to 60.' }, 'integer', ['1 to 60']],
])('%j', (schema, type, limits) => {
  expect(describe(document, schema)).toMatchObject({ type, limits });
});
