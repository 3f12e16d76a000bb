/** Answers in the form that a client asked for: JSON, or CSV (RFC 4180) for spreadsheets and scripts. */
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { optional, refuse } from '../platform/fields.js';
import { shapeOf } from './params/shape.js';
import type { Answer } from './route.js';

export type Format = 'json' | 'csv';

const format = z
  .unknown()
  .transform((value, context): Format => {
    if (value === 'json' || value === 'csv') return value;
    refuse(context, { code: 'invalid', message: 'format' });
    return z.NEVER;
  })
  .meta({ type: 'string', enum: ['json', 'csv'] });

/** The member of a route's params that says which of the two. */
export const formatParams = {
  format: optional(format).meta({
    description: 'Form of the answer. Without it, what the header `Accept` prefers: `text/csv`, else JSON.',
  }),
};

/** Whether a route with these params has CSV as well. */
export function hasCsv(params: z.ZodType): boolean {
  return shapeOf(params)?.['format'] === formatParams.format;
}

/** Whether a call wants CSV. */
export function wantsCsv({ params, accepts }: { params: { format?: Format | undefined }; accepts: Format }): boolean {
  return (params.format ?? accepts) === 'csv';
}

/** A table in pieces, as a file of that name. */
export function csvAnswer(name: string, chunks: AsyncIterable<string>): Answer {
  return {
    chunks,
    headers: {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
      Vary: 'Accept',
    },
  };
}

/** JSON in pieces, of a route that has CSV as well. */
export function jsonAnswer(chunks: AsyncIterable<string>): Answer {
  return { chunks, headers: { 'Content-Type': 'application/json; charset=utf-8', Vary: 'Accept' } };
}

export type Cell = string | number | null;

/**
 * Lines of a table, each ended by CRLF. Text that a spreadsheet would take for a formula gets an apostrophe before it, also
 * within a cell: spreadsheets that split lines at semicolons or tabs see its beginning there, quotes or not.
 */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    record_delimiter: '\r\n',
    escape_formulas: true,
    // Of line breaks, it quotes by itself only those that end its own lines.
    quoted_match: /[\r\n;\t]/,
    cast: { string: (text) => text.replace(formulaWithin, "$&'") },
  });
}

/** Where others split a cell, or blanks begin it, before the characters of formulas. A first character is the library's. */
const formulaWithin = /(?:^(?=\s)|[;\t\r\n])(?=[^\S\t\r\n]*[=+\-@＝＋－＠])/g;

/** A table: the names of its columns, and rows that are made while they are sent. */
export async function* csvTable(
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>,
): AsyncGenerator<string> {
  yield csvLines([columns]);
  let some: (readonly Cell[])[] = [];
  for await (const row of rows) {
    some.push(row);
    if (some.length === rowsAtOnce) {
      yield csvLines(some);
      some = [];
    }
  }
  if (some.length > 0) yield csvLines(some);
}

const rowsAtOnce = 200;

/** `head` with an array `name` as its last member, whose items are made while they are sent. */
export async function* jsonList(head: object, name: string, items: AsyncIterable<unknown>): AsyncGenerator<string> {
  const begin = JSON.stringify({ ...head, [name]: [] }).slice(0, -2);
  let separator = begin;
  for await (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ',';
  }
  yield `${separator === begin ? begin : ''}]}`;
}
