/** What runs before a request and after its answer, in Postman's sandbox. */
import { STATUS_CODES } from 'node:http';
import type { OpenApiDocument } from '../openApi.js';
import type { Call } from './calls.js';
import { draft7 } from './schema.js';
import type { Chained } from './variables.js';

/** Tests that the answer is a success, and looks as the document says. */
export function judgement(document: OpenApiDocument, call: Call): string[] {
  return [
    `pm.test('${call.success} ${STATUS_CODES[call.success] ?? ''}', () => pm.response.to.have.status(${call.success}));`,
    ...shape(document, call),
  ];
}

function shape(document: OpenApiDocument, { answers, answer }: Call): string[] {
  if (!answer) {
    return [`pm.test('There is no body', () => pm.expect(pm.response.text()).to.equal(''));`];
  }
  const types = answers.map(([type]) => type);
  const type = [
    `const type = (pm.response.headers.get('Content-Type') || '').split(';')[0];`,
    `pm.test('The answer is ${types.join(' or ')}', () => pm.expect(type).to.be.oneOf(${JSON.stringify(types)}));`,
  ];
  const test = schemaTest(draft7(document, answer));
  // Whoever switches another form on gets no failure for it.
  return types.length === 1 ? [...type, ...test] : [...type, `if (type === '${types[0] ?? ''}') {`, ...indent(test), '}'];
}

function schemaTest(schema: object): string[] {
  const [first = '', ...lines] = JSON.stringify(schema, null, 2).split('\n');
  return [
    `const schema = ${[first, ...lines].join('\n')};`,
    `pm.test('The answer is as the document says', () => pm.response.to.have.jsonSchema(schema));`,
  ].flatMap((text) => text.split('\n'));
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Keeps what later requests need of a success; `also` are further names for its token. */
export function keep(call: Call, chained: readonly Chained[]): string[] {
  if (chained.length === 0) return [];
  const lines = chained.map(({ variable, at }) => {
    const value = `answer.${at.join('.')}`;
    // Text that is none is sent as an empty param.
    return `pm.environment.set('${variable}', ${at.at(-1) === 'id' ? value : `${value} || ''`});`;
  });
  return [`if (pm.response.code === ${call.success}) {`, ...indent(['const answer = pm.response.json();', ...lines]), '}'];
}

/** Empties variables whose meaning has ended. */
export function forget(...variables: string[]): string[] {
  return variables.map((variable) => `pm.environment.set('${variable}', '');`);
}

/** Takes the values of variables away, so that requests that need them fail. */
export function unset(...variables: string[]): string[] {
  return variables.map((variable) => `pm.environment.unset('${variable}');`);
}

/** `lines`, where the answer was a success. */
export function onSuccess({ success }: Call, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`if (pm.response.code === ${success}) {`, ...indent(lines), '}'];
}

/** Ends the run where the answer was none of these. */
export function stopUnless(condition: string): string[] {
  return [`if (!(${condition})) pm.execution.setNextRequest(null);`];
}

/** Leaves the request out where a variable is empty, or with `full` where it is not. */
export function skipWhere(variable: string, is: 'empty' | 'full'): string[] {
  const not = is === 'empty' ? '!' : '';
  return [`if (${not}pm.environment.get('${variable}')) pm.execution.skipRequest();`];
}
