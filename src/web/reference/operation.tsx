/** One operation: what it is, what it takes, how it is asked, what it answers. */
import { titleOf, type OpenApiDocument } from '../../documents/openApi.js';
import { Errors, statusName, Success } from './answers.js';
import { breakable } from './breakable.js';
import { curlOf } from './curl.js';
import { Params } from './fields.js';
import { Inline } from './markdown.js';
import { aboutOf } from './names.js';
import { paramsOf, successOf, type Entry } from './operations.js';
import { Command, Sample } from './sample.js';

type OperationProps = { document: OpenApiDocument; entry: Entry; base: string };

/** How it is asked: the method, told apart by its word, and the path. */
export function Route({ entry: { method, path }, prefix }: { entry: Entry; prefix: string }) {
  return (
    <>
      <span class={`method method-${method}`}>{method.toUpperCase()}</span>{' '}
      <code class="path">{breakable(`${prefix}${path}`)}</code>
    </>
  );
}

/** The operation with all that the document knows of it. */
export function OperationPart({ document, entry, base }: OperationProps) {
  const { operation } = entry;
  const { operationId } = operation;
  const about = aboutOf(operation);
  const params = paramsOf(document, operation);
  return (
    <article class="operation" aria-labelledby={operationId}>
      <header>
        <h3 id={operationId}>
          <a href={`#${operationId}`}>{titleOf(operation)}</a>
        </h3>
        <p class="route">
          <Route entry={entry} prefix={document.servers[0]?.url ?? ''} />
        </p>
        <p class="operation-id">
          operationId <code>{operationId}</code>
        </p>
      </header>
      <div class="about">
        {about !== '' && (
          <p>
            <Inline text={about} />
          </p>
        )}
        <Params title="Required params" params={params.filter(({ required }) => required)} />
        <Params title="Optional params" params={params.filter(({ required }) => !required)} />
      </div>
      <Samples document={document} entry={entry} base={base} />
      <div class="answers">
        <h4>Answers</h4>
        <Success document={document} entry={entry} />
        <Errors document={document} entry={entry} />
      </div>
    </article>
  );
}

/** What has no way back says so where its command is. */
function Warning({ entry: { method } }: { entry: Entry }) {
  if (method !== 'delete') return null;
  return (
    <p class="warning">
      <strong>No way back.</strong> The command does it at once, without asking.
    </p>
  );
}

function Samples({ document, entry, base }: OperationProps) {
  const name = titleOf(entry.operation);
  const { status, response } = successOf(document, entry.operation);
  const answers = Object.entries(response.content ?? {}).map(([type, { examples }]) => ({
    type,
    value: Object.values(examples ?? {})[0]?.value,
  }));
  const isCsvToo = answers.some(({ type }) => type === 'text/csv');
  return (
    <div class="samples">
      <Warning entry={entry} />
      <Command title="Request" label={`curl: ${name}`} value={curlOf(base, entry)} isCopied />
      {isCsvToo && (
        <Command
          title="Request for CSV"
          label={`curl: ${name}, as CSV`}
          value={curlOf(base, entry, { format: 'csv' })}
          isCopied
        />
      )}
      {answers.map(
        ({ type, value }) =>
          value !== undefined && (
            <Sample
              key={type}
              title={`${statusName(status)}, ${type}`}
              label={`Answer: ${name}, ${type}`}
              value={value}
            />
          ),
      )}
    </div>
  );
}
