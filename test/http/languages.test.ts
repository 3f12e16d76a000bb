import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/http/languages/en.js';
import { es } from '../../src/http/languages/es.js';

const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

describe('every sentence', () => {
  it('names the same values in all languages', () => {
    for (const part of ['problems', 'params'] as const) {
      const translated: Record<string, string> = es[part];
      for (const [key, text] of Object.entries(en[part])) {
        expect([key, places(translated[key] ?? '')]).toEqual([key, places(text)]);
      }
    }
  });

  it('that a failure in the sources asks for is there', () => {
    const source = join(import.meta.dirname, '../../src');
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /^(api|http|platform|monitoring.probes)\b.*\.ts$/.test(file) && !file.includes('prisma-client'),
    );
    const asked = files.flatMap((file) =>
      [
        ...readFileSync(join(source, file), 'utf8').matchAll(/\bcode: '\w+',\s*message: '(\w+)'|invalid\('(\w+)'\)/g),
      ].map((match) => match[1] ?? match[2]),
    );
    expect(asked.length).toBeGreaterThan(15);
    for (const key of asked) expect(Object.keys(en.params)).toContain(key);
  });
});
