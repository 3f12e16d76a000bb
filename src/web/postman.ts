/** Postman's files as a server hands them out. */

type Environment = { values: unknown[] };

export function isEnvironment(content: object): content is Environment {
  return 'values' in content && Array.isArray(content.values);
}

/** An environment whose `base_url` is the server that it was got from. */
export function addressed(environment: Environment, origin: string): Environment {
  const values = environment.values.map((each) => (isBaseUrl(each) ? { ...each, value: origin } : each));
  return { ...environment, values };
}

function isBaseUrl(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'key' in value && value.key === 'base_url';
}
