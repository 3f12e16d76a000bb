/** What the document says of a param is what the server does with it: asked at its limits, and beyond them. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nestedSchema, paramsOf, type ParamDescription } from '../../src/documents/params.js';
import { judgeParams } from '../../src/http/params/judge.js';
import { pathOf, treeOf, type Leaf } from '../../src/http/params/tree.js';
import type { Route } from '../../src/http/route.js';
import { JsonLiteral } from '../../src/platform/fields.js';
import { testApi, type TestApi } from '../support/api.js';

let api: TestApi;

beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const ajv = new Ajv2020({ strict: false });
formats.default(ajv);

type Value = string | number | null;

/** Values at the limits of a param, and one step beyond. */
function valuesFor({ schema }: ParamDescription): Value[] {
  const { type, minimum, maximum, minLength, maxLength, enum: words, examples } = schema;
  const values: unknown[] = [
    null,
    ...(Array.isArray(words) ? (words as unknown[]) : []),
    ...(Array.isArray(examples) ? (examples as unknown[]) : []),
  ];
  // That an empty word is none is told in the general notes.
  if (type === 'string') values.push('no such word', ...(words ? [] : ['']));
  if (type === 'integer') values.push('text', '6e1', 1.5, minimum, maximum, Number(minimum) - 1, Number(maximum) + 1);
  if (minLength !== undefined && !words) values.push('x'.repeat(Number(minLength)), 'x'.repeat(Number(minLength) - 1));
  if (maxLength !== undefined) values.push('x'.repeat(Number(maxLength)), 'x'.repeat(Number(maxLength) + 1));
  return values.filter((value): value is Value => value !== undefined && !Number.isNaN(value));
}

function isTaken(route: Route, { name }: ParamDescription, value: Value): boolean {
  const leaf: Leaf = typeof value === 'number' ? new JsonLiteral(String(value)) : value;
  // That it is nobody's group is told by a rule beyond the schema.
  if (name.endsWith('[group_id]') && value === 0) return false;
  const { problems } = judgeParams(route.params, treeOf([{ path: pathOf(name), leaf }]));
  return !problems.some(({ param }) => param === name);
}

/** By the schema of the JSON body, in which the param stands alone. */
function isTold(param: ParamDescription, value: Value): boolean {
  const alone = { ...param, path: ['param'] };
  return ajv.validate(nestedSchema([alone]), { param: value });
}

/** Params whose whole rule no schema can say: of these the document may allow what the server refuses. */
const loose = /\[(email|password|host|url|country|time_zone|from|to)\]$|^(target_ids|cursor)$/;

test('no param is refused that the document allows, or taken that it does not', () => {
  const differences: string[] = [];
  let asked = 0;
  for (const route of api.routes)
    for (const param of paramsOf(route.params))
      for (const value of valuesFor(param)) {
        asked += 1;
        const [told, taken] = [isTold(param, value), isTaken(route, param, value)];
        if (told === taken || (told && loose.test(param.name))) continue;
        const shown = String(value).slice(0, 20);
        differences.push(
          `${route.operation} ${param.name}=${shown}: ${told ? 'allowed' : 'refused'} by the document alone`,
        );
      }
  expect(asked).toBeGreaterThan(200);
  expect(differences).toEqual([]);
});

test('every example of a param is taken', () => {
  for (const route of api.routes)
    for (const param of paramsOf(route.params))
      for (const example of (param.schema['examples'] ?? []) as Value[])
        expect([param.name, example, isTaken(route, param, example)]).toEqual([param.name, example, true]);
});
