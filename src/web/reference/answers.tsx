/** What an operation answers, beside the examples: members and headers of its success, and its errors. */
import { STATUS_CODES } from 'node:http';
import { titleOf, type Header, type OpenApiDocument, type ResponseObject } from '../../documents/openApi.js';
import { errorsOf, type ErrorEntry } from './errors.js';
import { Fields } from './fields.js';
import { Inline } from './markdown.js';
import { successOf, type Entry } from './operations.js';
import { Sample } from './sample.js';
import { fieldsOf } from './schema.js';

/** `201 Created` */
export function statusName(status: string): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`.trim();
}

/** The members of the answer, and the headers that are this operation's own. */
export function Success({ document, entry }: { document: OpenApiDocument; entry: Entry }) {
  const { status, response } = successOf(document, entry.operation);
  const schema = response.content?.['application/json']?.schema;
  const headers = ownHeaders(response);
  if (!schema && headers.length === 0) return <p class="done">{`${statusName(status)}. ${response.description}`}</p>;
  return (
    <details class="answer">
      <summary>
        <span class="status status-ok">{statusName(status)}</span> What the answer has
      </summary>
      {schema && <Fields fields={fieldsOf(document, schema)} />}
      {headers.length > 0 && (
        <>
          <h5>Headers</h5>
          <ul class="fields" role="list">
            {headers.map(([name, { description }]) => (
              <li key={name}>
                <code class="name">{name}</code>
                <p>
                  <Inline text={description} />
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

function ownHeaders({ headers }: ResponseObject): [string, Header][] {
  return Object.entries(headers).flatMap(([name, header]) => ('$ref' in header ? [] : [[name, header]]));
}

/** `404 Not Found`, as the answer itself calls it. */
export function errorName({ status, example }: Pick<ErrorEntry, 'status' | 'example'>): string {
  const isTitled = typeof example === 'object' && example !== null && 'title' in example;
  return isTitled ? `${status} ${String(example.title)}` : statusName(status);
}

/** All errors of an operation; those that others answer too are shown with theirs, once for all. */
export function Errors({ document, entry }: { document: OpenApiDocument; entry: Entry }) {
  const errors = errorsOf(document, entry.operation);
  const statuses = [...new Set(errors.map(({ status }) => status))];
  return (
    <details class="answer">
      <summary>
        <span class="status status-error">Errors</span> {statuses.join(', ')}
      </summary>
      <ErrorTable errors={errors} name={titleOf(entry.operation)} />
      {errors
        .filter(({ isShared, example }) => !isShared && example !== undefined)
        .map((error) => (
          <Sample
            key={error.code}
            title={`${errorName(error)}, for example`}
            label={`${error.code} of ${titleOf(entry.operation)}`}
            value={error.example}
          />
        ))}
    </details>
  );
}

/** Its roles are those that the elements have anyway, but that browsers take away where they stand as blocks on phones. */
function ErrorTable({ errors, name }: { errors: readonly ErrorEntry[]; name: string }) {
  return (
    <table class="errors" role="table">
      <caption class="visually-hidden">{`Errors of ${name}`}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            Status
          </th>
          <th scope="col" role="columnheader">
            Code
          </th>
          <th scope="col" role="columnheader">
            When
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {errors.map(({ status, code, meaning, isShared }) => (
          <tr key={code} role="row">
            <td role="cell">{status}</td>
            <td role="cell">
              {isShared ? (
                <a href={`#error-${code}`}>
                  <code>{code}</code>
                </a>
              ) : (
                <code>{code}</code>
              )}
            </td>
            <td role="cell">
              <Inline text={meaning} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
