import { render } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { Markdown } from '../../src/web/reference/markdown.js';

it.each([
  ['two\n\nparagraphs', '<p>two</p><p>paragraphs</p>'],
  ['**bold `code`** and `**code**`', '<p><strong>bold <code>code</code></strong> and <code>**code**</code></p>'],
  ['[a link](https://example.com/)', '<p><a href="https://example.com/">a link</a></p>'],
  ['[no link](javascript:alert)', '<p>[no link](javascript:alert)</p>'],
  ['a [target_url] monitor', '<p>a [target_url] monitor</p>'],
  ['<b>&', '<p>&lt;b>&amp;</p>'],
])('%s', (text, html) => {
  expect(render(<Markdown text={text} />)).toBe(html);
});
