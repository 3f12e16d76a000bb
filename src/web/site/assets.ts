/** What pages load: styles, scripts, the icon. Their URLs carry a hash of their bytes, so that they are kept for good. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { contentOf, type Content } from './content.js';

/** Made by scripts/build.mjs. `dist/` lies three folders up in src/ and in dist/. */
const folder = new URL('../../../dist/assets/', import.meta.url);

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export type Assets = {
  /** Where a page finds `style.css`. */
  url: (name: string) => string;
  /** What is at the last part of such a URL. */
  at: (file: string) => Content | undefined;
};

/** Reads all assets. */
export function readAssets(): Assets {
  const files = new Map<string, Content>();
  const urls = new Map<string, string>();
  for (const name of readdirSync(folder)) {
    const extension = extname(name);
    const type = types[extension];
    if (type === undefined) continue;
    const content = contentOf(type, readFileSync(new URL(name, folder)));
    const file = `${name.slice(0, -extension.length)}-${content.hash}${extension}`;
    files.set(file, content);
    urls.set(name, `/assets/${file}`);
  }
  return {
    url(name) {
      const url = urls.get(name);
      if (url === undefined) throw new Error(`There is no asset ${name}: npm run build makes them.`);
      return url;
    },
    at: (file) => files.get(file),
  };
}
