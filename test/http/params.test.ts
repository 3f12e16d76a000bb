import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorsOf, testApi, type Client, type Sent, type TestApi } from '../support/api.js';

let api: TestApi;
let client: Client;
beforeAll(async () => {
  api = await testApi();
  client = api.as(await api.signUp());
});
afterAll(() => api.close());

/** Sends params to a route that takes `group[name]`; resolves to the name that it read, or to what was wrong. */
async function nameRead(sent: Sent) {
  const answer = await client('POST', '/api/groups', sent);
  if (answer.status === 201) return answer.body.group?.name;
  return answer.status === 422 ? errorsOf(answer) : `${answer.status} ${answer.body.code ?? ''}`;
}

const json = (content: string | Buffer, type = 'application/json'): Sent => ({ body: { type, content } });
const form = (content: string | Buffer, type = 'application/x-www-form-urlencoded'): Sent => ({
  body: { type, content },
});

/** A body as `curl -F` makes it; a part is a name and a value, or a whole head. */
function multipart(parts: readonly (readonly [string, string | Buffer])[], { boundary = 'XX', end = '--' } = {}): Sent {
  const pieces = parts.flatMap(([name, value]) => [
    `--${boundary}\r\nContent-Disposition: form-data; name=${name}\r\n\r\n`,
    value,
    '\r\n',
  ]);
  const content = Buffer.concat([...pieces, `--${boundary}${end}\r\n`].map((piece) => Buffer.from(piece)));
  return { body: { type: `multipart/form-data; boundary=${boundary}`, content } };
}

// Ratios to a body of the same size without brackets would be noise: what is told is that they are read at all.
it('names of thousands of brackets are names like any other, in the query, a form and JSON', async () => {
  const deep = `a${'[]'.repeat(8000)}`;
  expect(await nameRead({ query: `${deep}=1`, ...form(`${deep}=1&group[name]=x`) })).toBe('x');
  const members = Array.from({ length: 5000 }, (_, n) => `"${n}":1`).join();
  expect(await nameRead(json(`{"a${'[]'.repeat(20_000)}":{${members}},"group":{"name":"x"}}`))).toBe('x');
});

it('multipart beside a file is UTF-8 too, and comes with its byte order mark', async () => {
  const file = ['"photo"; filename="a.png"', Buffer.from([0xff, 0xfe])] as const;
  const name = (value: string | Buffer) => multipart([file, ['"group[name]"', value]]);
  expect(await nameRead(name(Buffer.from([0x63, 0xe9])))).toBe('400 invalid_encoding');
  expect(await nameRead(name('é\ufeff'))).toBe('é');
  expect(await nameRead(name('\u2060\ufeffé'))).toBe('\u2060\ufeffé');
});

describe('params', () => {
  it.each<[string, Sent]>([
    ['the query', { query: 'group[name]=%C3%9Cn%C3%AF%20%e2%9c%93' }],
    ['the query, brackets encoded', { query: 'group%5Bname%5D=%C3%9Cn%C3%AF+%E2%9C%93' }],
    ['a form', form('group[name]=%C3%9Cn%C3%AF+%E2%9C%93')],
    ['a form of raw bytes', form('group[name]=Ünï ✓')],
    ['a form with its charset', form('group[name]=Ünï ✓', 'application/x-www-form-urlencoded; charset=UTF-8')],
    ['multipart', multipart([['"group[name]"', 'Ünï ✓']])],
    ['JSON', json('{"group":{"name":"Ünï ✓"}}')],
    ['JSON with escapes', json('{"gr\\u006fup":{"name":"\\u00dcn\\u00ef \\u2713"}}')],
    ['JSON with flat names', json('{"group[name]":"Ünï ✓"}')],
    ['JSON with a byte order mark', json('\ufeff {"group":{"name":"Ünï ✓"}} \n')],
    ['JSON in upper case', json('{"group":{"name":"Ünï ✓"}}', 'Application/JSON; charset="utf-8"')],
  ])('are read from %s', async (_, sent) => {
    expect(await nameRead(sent)).toBe('Ünï ✓');
  });

  it('are read from a body that was compressed, up to the same length', async () => {
    const gzip = (text: string) => ({ ...json(gzipSync(text)), headers: { 'Content-Encoding': 'gzip' } });
    expect(await nameRead(gzip('{"group":{"name":"x"}}'))).toBe('x');
    expect(await nameRead(gzip(`{"a":"${'x'.repeat(102_400)}"}`))).toBe('413 body_too_large');
    expect(await nameRead({ ...json('no gzip'), headers: { 'Content-Encoding': 'gzip' } })).toBe('400 malformed_body');
    expect(await nameRead({ ...json('{}'), headers: { 'Content-Encoding': 'zip' } })).toBe(
      '415 unsupported_media_type',
    );
  });

  it('in the body win over those in the query, one by one', async () => {
    expect(await nameRead({ query: 'group[name]=query', form: 'group[name]=body' })).toBe('body');
    expect(await nameRead({ query: 'group[name]=query', json: { group: { name: 'body' } } })).toBe('body');
    expect(await nameRead({ query: 'group[name]=query', json: { group: {} } })).toBe('query');
    expect(await nameRead({ query: 'group[name]=query', form: '' })).toBe('query');
    expect(await nameRead({ query: 'group[name]=query', json: { group: { name: '' } } })).toEqual([
      'group[name] required',
    ]);
    expect(await nameRead({ query: 'group=query', json: { group: { name: 'body' } } })).toBe('body');
    expect(await nameRead({ query: 'group[name]=a&group[name]=b', json: { group: { name: 'body' } } })).toBe('body');
  });

  it('in the path win over both', async () => {
    const { body } = await client('POST', '/api/groups', { form: 'group[name]=x' });
    const answer = await client('GET', `/api/groups/${body.group?.id ?? 0}`, { query: 'group_id=999&id=999' });
    expect(answer.body.group?.id).toBe(body.group?.id);
  });

  it('of a DELETE may be in its body, those of a GET may not', async () => {
    const account = await api.signUp();
    const credentials = { form: `auth_token=${account.token}` };
    expect((await api.ask('GET', '/api/profile', credentials)).status).toBe(401);
    expect((await api.ask('GET', '/api/profile', { query: credentials.form, ...json('{not json') })).status).toBe(200);
    expect((await api.ask('DELETE', '/api/users/logout', credentials)).status).toBe(204);
  });

  it('at the top level that nobody knows are ignored', async () => {
    expect(await nameRead({ json: { group: { name: 'x' }, page: 1, __proto__x: [], constructor: { a: 1 } } })).toBe(
      'x',
    );
    expect(await nameRead({ form: 'group[name]=x&page=1&page=2&x[y]=z&[name]=a&group[=b&]c=d&&=e' })).toBe('x');
  });
});

describe('params that can not be used', () => {
  it.each<[string, Sent, string[]]>([
    ['a wrapper that is a text', form('group=x'), ['group invalid']],
    ['a wrapper that is a number', json('{"group":5}'), ['group invalid']],
    ['a wrapper that is a list', json('{"group":[{"name":"x"}]}'), ['group invalid']],
    ['a wrapper that is empty', form('group='), ['group[name] required']],
    ['a wrapper that is null', json('{"group":null}'), ['group[name] required']],
    ['a scalar that is a wrapper', form('group[name][x]=1'), ['group[name] invalid']],
    ['a scalar that is a list', form('group[name][]=1'), ['group[name] invalid']],
    ['a list in JSON', json('{"group":{"name":["a",{"b":[]}]}}'), ['group[name] invalid']],
    ['an empty list', json('{"group":{"name":[]}}'), ['group[name] invalid']],
    ['an object in JSON', json('{"group":{"name":{}}}'), ['group[name] invalid']],
    ['a scalar twice', form('group[name]=a&group[name]=a'), ['group[name] invalid']],
    ['a scalar twice in the query', { query: 'group[name]=a&group%5bname%5d=b' }, ['group[name] invalid']],
    ['a scalar twice in JSON', json('{"group":{"name":"a","name":"b"}}'), ['group[name] invalid']],
    ['objects that repeat each other', json('{"group":{"name":"a"},"group":{"name":"b"}}'), ['group[name] invalid']],
    ['one nested and one flat', json('{"group":{"name":"a"},"group[name]":"b"}'), ['group[name] invalid']],
    ['one flat and one nested', json('{"group[name]":"a","group":{"name":"b"}}'), ['group[name] invalid']],
    ['a wrapper and a text of one name', form('group=a&group[name]=b'), ['group invalid']],
    ['a wrapper and a null of one name', json('{"group":null,"group[name]":"b"}'), ['group invalid']],
    ['a list and a text', json('{"group":{"name":[],"name":"a"}}'), ['group[name] invalid']],
    ['a file', multipart([['"group[name]"; filename="a.txt"', 'x']]), ['group[name] invalid']],
    [
      'a field twice',
      multipart([
        ['"group[name]"', 'a'],
        ['"group[name]"', 'b'],
      ]),
      ['group[name] invalid'],
    ],
    [
      'names that nobody knows',
      json('{"group":{"nmae":"a","__proto__":1,"constructor":{"x":1},"toString":null,"a[b]":1}}'),
      [
        'group[name] required',
        'group[nmae] unknown_param',
        'group[__proto__] unknown_param',
        'group[constructor] unknown_param',
        'group[toString] unknown_param',
        'group[a[b]] unknown_param',
      ],
    ],
    [
      'names that only objects know',
      form('group[__proto__][x]=1&group[constructor]=2&__proto__[name]=x'),
      ['group[name] required', 'group[__proto__] unknown_param', 'group[constructor] unknown_param'],
    ],
  ])('are told by name: %s', async (_, sent, expected) => {
    expect(await nameRead(sent)).toEqual(expected);
  });

  it('leave nothing on the prototype of objects', async () => {
    await nameRead(json('{"__proto__":{"polluted":1},"group":{"__proto__":{"polluted":1}}}'));
    await nameRead(form('__proto__[polluted]=1&constructor[prototype][polluted]=1'));
    expect('polluted' in {}).toBe(false);
  });
});

describe('a body', () => {
  it.each<[string, Sent, string]>([
    ['of broken JSON', json('{"group":'), '400 malformed_body'],
    ['of JSON with more behind it', json('{"group":{"name":"x"}} {}'), '400 malformed_body'],
    ['of blanks', json(' \n'), '400 malformed_body'],
    ['that is a JSON list', json('[{"group":{"name":"x"}}]'), '400 malformed_body'],
    ['that is a JSON text', json('"group"'), '400 malformed_body'],
    ['that is JSON null', json('null'), '400 malformed_body'],
    ['of objects in objects', json(`${'{"a":'.repeat(33)}1${'}'.repeat(33)}`), '400 malformed_body'],
    ['of lists in lists', json(`{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`), '400 malformed_body'],
    ['of open lists', json('['.repeat(100_000)), '400 malformed_body'],
    ['of JSON that is no UTF-8', json(Buffer.from('{"group":{"name":"\xff"}}', 'latin1')), '400 invalid_encoding'],
    ['of JSON in Latin-1', json('{}', 'application/json; charset=iso-8859-1'), '415 unsupported_media_type'],
    ['of a form that is no UTF-8', form(Buffer.from('group[name]=\xe9', 'latin1')), '400 invalid_encoding'],
    ['of a form that spells no UTF-8', form('group[name]=%E9'), '400 invalid_encoding'],
    ['of a form that spells a surrogate', form('group[name]=%ED%A0%80'), '400 invalid_encoding'],
    ['of multipart that is no UTF-8', multipart([['"group[name]"', Buffer.from([0xe9])]]), '400 invalid_encoding'],
    ['of multipart without an end', multipart([['"group[name]"', 'x']], { end: '' }), '400 malformed_body'],
    ['of multipart without a boundary', form('x', 'multipart/form-data'), '400 malformed_body'],
    ['of another type', form('group[name]=x', 'text/plain'), '415 unsupported_media_type'],
    ['of no type', { ...form('x'), headers: { 'Content-Type': '' } }, '415 unsupported_media_type'],
    ['of a type that is none', form('x', 'json'), '415 unsupported_media_type'],
    ['of a byte too many', form(`a=${'x'.repeat(102_399)}`), '413 body_too_large'],
  ])('%s is refused: %s', async (_, sent, expected) => {
    expect(await nameRead(sent)).toBe(expected);
  });

  it('of 102,400 bytes is read', async () => {
    const start = 'group[name]=x&a=';
    expect(await nameRead(form(start + 'x'.repeat(102_400 - start.length)))).toBe('x');
  });

  it('with nothing in it has no params, whatever its type', async () => {
    for (const type of ['application/json', 'text/plain', 'multipart/form-data']) {
      expect(await nameRead({ ...form('', type), query: 'group[name]=x' })).toBe('x');
    }
  });

  it('of depth that is allowed is read', async () => {
    expect(await nameRead(json(`{"a":${'['.repeat(31)}${']'.repeat(31)},"group":{"name":"x"}}`))).toBe('x');
  });
});

describe('a query', () => {
  it('that is no UTF-8, or not encoded, is refused, also before the app is known', async () => {
    for (const query of ['a=%ff', '%ff=a', 'a=%C3', 'a=\xe9', 'a=\xc3\xa9']) {
      const answer = await api.send('GET', '/api/groups', { query });
      expect([answer.status, answer.body.code]).toEqual([400, 'invalid_encoding']);
    }
  });

  it('takes escapes that are none as they stand', async () => {
    expect(await nameRead({ query: 'group[name]=100%&a=%' })).toBe('100%');
    expect(await nameRead({ query: 'group[name]=%zz%4' })).toBe('%zz%4');
  });

  it('keeps what it is not asked to change', async () => {
    expect(await nameRead({ query: 'group[name]=a%00b' })).toEqual(['group[name] invalid']);
    expect(await nameRead({ query: 'group[name]=a=b?c%26d%2B;e' })).toBe('a=b?c&d+;e');
  });
});
