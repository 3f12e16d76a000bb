/** What runs before a request and after its answer, in Postman's sandbox. */
import { STATUS_CODES } from 'node:http';
import type { OpenApiDocument } from '../openApi.js';
import { answersOf, type Call } from './calls.js';
import { draft7 } from './schema.js';
import type { Chained } from './variables.js';

/** Tests that the answer is a success, and looks as the document says. */
export function judgement(document: OpenApiDocument, { success, answers }: Call): string[] {
  return [statusTest(success, STATUS_CODES[success] ?? ''), ...shape(document, answers)];
}

/** Tests that the answer refuses params, and looks as the document says. */
export function refusalJudgement(document: OpenApiDocument, { operation }: Call): string[] {
  return [statusTest(422, 'Unprocessable Content'), ...shape(document, answersOf(document, operation, '422'))];
}

function statusTest(status: number, title: string): string {
  return `pm.test('${status} ${title}', () => pm.response.to.have.status(${status}));`;
}

function shape(document: OpenApiDocument, answers: Call['answers']): string[] {
  const [first] = answers;
  if (!first) {
    return [`pm.test('There is no body', () => pm.expect(pm.response.text()).to.equal(''));`];
  }
  const types = answers.map(([type]) => type);
  const [json, { schema }] = first;
  const type = [
    `const type = (pm.response.headers.get('Content-Type') || '').split(';')[0];`,
    `pm.test('The answer is ${types.join(' or ')}', () => pm.expect(type).to.be.oneOf(${JSON.stringify(types)}));`,
  ];
  const test = schemaTest(draft7(document, schema));
  // Whoever switches another form on gets no failure for it.
  return types.length === 1 ? [...type, ...test] : [...type, ...where(`type === '${json}'`, test)];
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

/** Keeps what later requests need of a success. */
export function keep(call: Call, chained: readonly Chained[]): string[] {
  if (chained.length === 0) return [];
  const lines = chained.map(({ variable, at }) => {
    const value = `answer.${at.join('.')}`;
    // Text that is none is sent as an empty param.
    return `pm.environment.set('${variable}', ${at.at(-1) === 'id' ? value : `${value} || ''`});`;
  });
  return onSuccess(call, ['const answer = pm.response.json();', ...lines]);
}

/** Empties variables whose meaning has ended. */
export function forget(...variables: string[]): string[] {
  return variables.map((variable) => `pm.environment.set('${variable}', '');`);
}

/** Empties `variable`, and those of `others` that hold the same: names of one thing that is gone. */
export function forgetGone(variable: string, others: readonly string[]): string[] {
  if (others.length === 0) return forget(variable);
  return [
    `const gone = pm.environment.get('${variable}');`,
    ...others.flatMap((other) => where(`pm.environment.get('${other}') === gone`, forget(other))),
    ...forget(variable),
  ];
}

/** Takes the values of variables away, so that requests that need them fail. */
export function unset(...variables: string[]): string[] {
  return variables.map((variable) => `pm.environment.unset('${variable}');`);
}

/** `lines`, where the answer was a success. */
export function onSuccess({ success }: Call, lines: readonly string[]): string[] {
  return where(`pm.response.code === ${success}`, lines);
}

/** `lines`, where `condition` holds. */
export function where(condition: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`if (${condition}) {`, ...indent(lines), '}'];
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
