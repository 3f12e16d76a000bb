/** Params from whatever carries them: the query, and a body of three kinds (contract §1, Params). */
import { MIMEType } from 'node:util';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { Problem } from '../problem.js';
import { formEntries, queryOf } from './form.js';
import { jsonEntries } from './json.js';
import { multipartEntries } from './multipart.js';
import { overlay, treeOf, type Entry, type ParamTree } from './tree.js';
import { utf8 } from './utf8.js';

/** Bytes of a body, after it was unpacked. */
const maxBody = 102_400;

const raw: RequestHandler = express.raw({ type: () => true, limit: maxBody });

/** Reads the body's bytes; a GET's stay where they are. */
export function readBody(request: Request, response: Response, next: NextFunction): void {
  if (request.method === 'GET' || request.method === 'HEAD') {
    next();
    return;
  }
  void raw(request, response, (error?: unknown) => {
    next(error === undefined ? undefined : bodyProblem(error));
  });
}

/** The same for who waits for it. @throws Problem as `readBody` tells it */
export function bodyOf(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    readBody(request, response, (problem?: unknown) => {
      if (problem instanceof Error) reject(problem);
      else resolve();
    });
  });
}

/** What body-parser calls its errors, in our words. */
function bodyProblem(error: unknown): Problem {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) return new Problem('body_too_large');
  if (status === 415) return new Problem('unsupported_media_type');
  return new Problem('malformed_body');
}

/** All params of a request whose body has been read; the body's win over the query's. */
export async function readParams(request: Request): Promise<ParamTree> {
  const body = await bodyTree(request);
  return overlay(treeOf(formEntries(queryOf(request.originalUrl))), body);
}

async function bodyTree(request: Request): Promise<ParamTree> {
  const body: unknown = request.body;
  if (!Buffer.isBuffer(body) || body.length === 0) return new Map();
  return treeOf(await bodyEntries(new Uint8Array(body), request.headers['content-type'] ?? ''));
}

async function bodyEntries(body: Uint8Array<ArrayBuffer>, contentType: string): Promise<Iterable<Entry>> {
  const { essence, charset } = mediaType(contentType);
  if (!/^(?:utf-?8|us-ascii)?$/i.test(charset)) throw new Problem('unsupported_media_type');
  switch (essence) {
    case 'application/json':
      return jsonEntries(utf8(body, { stripMark: true }));
    case 'application/x-www-form-urlencoded':
      return formEntries(Buffer.from(body).toString('latin1'));
    case 'multipart/form-data':
      return multipartEntries(body, contentType);
    default:
      throw new Problem('unsupported_media_type');
  }
}

function mediaType(contentType: string): { essence: string; charset: string } {
  try {
    const type = new MIMEType(contentType);
    return { essence: type.essence, charset: type.params.get('charset') ?? '' };
  } catch {
    return { essence: '', charset: '' };
  }
}
