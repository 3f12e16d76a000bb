import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf, resolve } from '../../src/documents/openApi.js';
import { paramErrorCodes } from '../../src/platform/fields.js';
import { readSettings } from '../../src/platform/settings.js';
import { commandsOf, document, openSite, operationOf, textOf, type Site } from './site.js';

let site: Site;
let html: string;
beforeAll(async () => {
  site = await openSite();
  html = await site.page();
});
afterAll(() => site.close());

it('the page has the general notes', () => {
  const notes = [...document.info.description.matchAll(/\*\*([^*]+)\*\*/g)];
  expect(notes.length).toBeGreaterThan(5);
  for (const [, note = ''] of notes) expect(html).toContain(`<strong>${note}</strong>`);
});

it('the page leads to each of its headings, and every link within it leads somewhere', () => {
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const targets = [...html.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
  expect(targets.length).toBeGreaterThan(50);
  for (const target of targets) expect(ids).toContain(target);
  for (const { operation } of operationsOf(document)) expect(html).toContain(`href="#${operation.operationId}"`);
});

describe('each request is on the page', () => {
  it.each(operationsOf(document).map((entry) => [entry.operation.operationId, entry] as const))(
    '%s, with its params, answer, errors and command',
    (id, { path, method, operation }) => {
      const part = operationOf(html, id);
      const text = textOf(part);
      expect(text).toContain(`${method.toUpperCase()} /api${path}`);
      const [title = ''] = operation.summary.split('.');
      expect(part).toContain(`<a href="#${id}">${title}</a>`);
      expect(text).toContain(`operationId ${id}`);

      const form = operation.requestBody?.content['application/x-www-form-urlencoded']?.schema['properties'] ?? {};
      const params = ['app_key', ...(operation.parameters ?? []).map(({ name }) => name), ...Object.keys(form)];
      for (const name of params) expect(part).toContain(`<code class="name">${name}</code>`);

      for (const [status, response] of Object.entries(operation.responses)) {
        expect(text).toContain(status);
        const { content } = resolve(document, response);
        for (const code of Object.keys(content?.['application/problem+json']?.examples ?? {})) {
          expect(part).toContain(`<code>${code}</code>`);
        }
      }
      expect(commandsOf(part)[0]).toMatch(/^curl -sS/);
    },
  );
});

it('the contents and the overviews call requests by the sentences of the reference', () => {
  expect(html.match(/<a href="#createTargetUrl">Create a new \[target_url\] monitor in a group<\/a>/g)).toHaveLength(3);
  expect(textOf(operationOf(html, 'updateUser'))).toContain('A new password revokes every other token of the user.');
  expect(html).not.toContain('List targets');
});

it('required params are told apart from optional ones', () => {
  const [required = '', optional = ''] = operationOf(html, 'createTargetUrl').split('<h4>Optional params</h4>');
  for (const name of ['app_key', 'auth_token', 'target_url[name]', 'target_url[group_id]', 'target_url[url]']) {
    expect(required).toContain(`>${name}<`);
  }
  for (const name of ['target_url[seconds_between_checks]', 'target_url[timeout]'])
    expect(optional).toContain(`>${name}<`);
});

it('limits are told: bounds, lengths, words, defaults', () => {
  const url = textOf(operationOf(html, 'createTargetUrl'));
  for (const limit of ['5 to 86,400; default 60', '1 to 60; default 10', 'At most 2,048 characters']) {
    expect(url).toContain(limit);
  }
  expect(url).toContain('1 to 255 characters after trimming.');
  expect(url).not.toContain('At most 255 characters');
  expect(textOf(operationOf(html, 'listResponseTimes'))).toContain('One of minute, 5minutes, hour, day');
});

it('members of answers are told at every depth, and which kinds have them', () => {
  const targets = textOf(operationOf(html, 'listTargets'));
  expect(targets).toContain('One of target_url, target_custom_port, target_ping');
  expect(targets).toContain('only for target_url');
  expect(targets).toContain('only for target_custom_port, target_ping');
  expect(operationOf(html, 'listEvents')).toContain('<code class="name">detail</code>');
});

it('errors that requests share are shown once, as they were answered', () => {
  for (const code of ['invalid_app_key', 'rate_limited', 'ssl_required', 'unavailable']) {
    expect(html.match(new RegExp(`id="error-${code}"`, 'g'))).toHaveLength(1);
  }
  expect(textOf(operationOf(html, 'createGroup'))).toContain('"code": "validation_failed"');
});

it('members of errors are told, with all words for params', () => {
  const errors = textOf(/<section aria-labelledby="errors">.*?<\/section>/s.exec(html)?.[0] ?? '');
  for (const member of ['request_id', 'detail', 'param', 'message']) expect(errors).toContain(member);
  expect(errors).toContain(`One of ${paramErrorCodes.join(', ')}`);
  expect(errors).toContain('method_not_allowed 405 Method Not Allowed');
  expect(errors).toContain('The email or the password is wrong. Only Log in answers so.');
  expect(errors.match(/Only /g)).toHaveLength(2);
});

it('the limits that are told are those without a setting', () => {
  const { rateLimitPerMinute, loginLimitPerMinute } = readSettings({}, () => '');
  expect(textOf(html)).toContain(`${rateLimitPerMinute} requests a minute`);
  expect(textOf(html)).toContain(`${loginLimitPerMinute} log-ins a minute`);
});

it('what readers fill in themselves is nothing to copy', () => {
  const samples = [...html.matchAll(/<figure class="sample[^>]*>.*?<\/figure>/gs)].map(([sample]) => sample);
  const ofReaders = samples.filter((sample) => sample.includes('export '));
  expect(ofReaders.filter((sample) => sample.includes('…'))).toHaveLength(5);
  for (const sample of ofReaders) expect(sample.includes('data-copy')).toBe(!sample.includes('…'));
});

it('nobody is sent to another server than the one that runs', () => {
  expect(textOf(html)).toContain('Tell whoever runs this server.');
  const links = [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href]) => href);
  expect(links.length).toBeGreaterThan(100);
  for (const href of links) expect(href).toMatch(/^[/#]/);
});
