/** Postman collections and their environment, made from the OpenAPI document. */
import { titleOf, type OpenApiDocument } from '../openApi.js';
import { callsOf } from './calls.js';
import { bearer, collectionSchema, script, type Collection, type Folder, type Item } from './collection.js';
import { environmentOf } from './environment.js';
import { headingsOf, type Heading } from './headings.js';
import { idOf } from './ids.js';
import type { Step } from './plan.js';
import { requestsOf } from './request.js';
import { savedResponses } from './saved.js';
import { beforeEach, cleanUpText, howTo, setUpText } from './texts.js';
import { variablesOf } from './variables.js';

export type PostmanFile = {
  /** `groups.postman_collection.json` */
  file: string;
  /** For people: `Groups`. */
  title: string;
  content: object;
};

/** A collection for each heading of the reference, one with all, and the environment that they share. */
export function postmanFiles(document: OpenApiDocument): PostmanFile[] {
  const { title } = document.info;
  const slug = title.toLowerCase().replaceAll(' ', '-');
  const calls = callsOf(document);
  const variables = variablesOf(calls);
  const headings = headingsOf({ document, calls, variables });
  const items = itemsOf(document, requestsOf(document, variables));
  const all = headings.map((heading) => ({
    id: idOf(title, heading.name),
    name: heading.name,
    description: heading.description,
    item: items(heading, title),
  }));
  return [
    collectionFile(slug, title, `All requests of the API, heading by heading.`, all),
    ...headings.map((heading) =>
      collectionFile(heading.name.toLowerCase(), heading.name, heading.description, items(heading, heading.name)),
    ),
    { file: `${slug}.postman_environment.json`, title: 'Environment', content: environmentOf(title, variables) },
  ];

  function collectionFile(name: string, heading: string, about: string, item: Collection['item']): PostmanFile {
    const content: Collection = {
      info: {
        _postman_id: idOf('collection', heading),
        name: heading === title ? title : `${title}: ${heading}`,
        description: `${about}\n\n${howTo}`,
        schema: collectionSchema,
      },
      auth: bearer('auth_token'),
      event: [script('prerequest', beforeEach)],
      item,
    };
    return { file: `${name}.postman_collection.json`, title: heading === title ? 'All' : heading, content };
  }
}

function itemsOf(document: OpenApiDocument, requests: ReturnType<typeof requestsOf>) {
  function item({ call, note, token, before, after }: Step, at: string): Item {
    const place = `${at} ${call.operation.operationId}`;
    const request = requests.toSend(call, token);
    return {
      id: idOf(place),
      name: titleOf(call.operation),
      event: [...(before.length > 0 ? [script('prerequest', before)] : []), script('test', after)],
      request: { ...request, description: [note, request.description].filter(Boolean).join('\n\n') },
      response: savedResponses(document, requests, call, place),
    };
  }

  function folder(name: string, description: string, steps: Step[], at: string): Folder[] {
    const place = `${at} ${name}`;
    if (steps.length === 0) return [];
    return [{ id: idOf(place), name, description, item: steps.map((step) => item(step, place)) }];
  }

  return ({ name, setUp, own, cleanUp }: Heading, collection: string): Collection['item'] => {
    const at = `${collection} ${name}`;
    return [
      ...folder('Set up', setUpText, setUp, at),
      ...own.map((step) => item(step, at)),
      ...folder('Clean up', cleanUpText, cleanUp, at),
    ];
  };
}
