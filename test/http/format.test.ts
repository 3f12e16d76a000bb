import { expect, test } from 'vitest';
import { csvLines, type Cell } from '../../src/http/format.js';

test.each<[Cell, string]>([
  ['plain', 'plain'],
  ['=1', "'=1"],
  ['＝1', "'＝1"],
  ['a;b', '"a;b"'],
  ['a\tb', '"a\tb"'],
  ['a;=1', `"a;'=1"`],
  ['a;  =1', `"a;'  =1"`],
  ['a;\u00a0@x', `"a;'\u00a0@x"`],
  ['a\t+1', `"a\t'+1"`],
  ['a\n-1', `"a\n'-1"`],
  ['a\r\n-1', `"a\r\n'-1"`],
  ['a\n\n=1', `"a\n\n'=1"`],
  ['a;;=1;=2', `"a;;'=1;'=2"`],
  ['a;＝1', `"a;'＝1"`],
  ['a;＋1', `"a;'＋1"`],
  ['a;－1', `"a;'－1"`],
  ['a;＠x', `"a;'＠x"`],
  [';=1', `";'=1"`],
  ['  =1', `'  =1`],
  ['a; b = c', '"a; b = c"'],
  ['say "hi";=1', `"say ""hi"";'=1"`],
  [-1.5, '-1.5'],
  [null, ''],
  ['', ''],
])('a cell with %j is %j: nothing that a spreadsheet would split off is a formula', (cell, expected) => {
  expect(csvLines([[1, cell, 'x']])).toBe(`1,${expected},x\r\n`);
});
