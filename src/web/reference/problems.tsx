/** The errors that requests share: what all have, and each of them. */
import { titleOf, type OpenApiDocument } from '../../documents/openApi.js';
import { errorName } from './answers.js';
import { methodNotAllowed, problemFields, sharedErrors, type SharedError } from './errors.js';
import { Fields } from './fields.js';
import { Inline } from './markdown.js';
import { Sample } from './sample.js';

export function SharedErrors({ document }: { document: OpenApiDocument }) {
  const errors = sharedErrors(document);
  const isTold = errors.some(({ code }) => code === methodNotAllowed.code);
  return (
    <section aria-labelledby="errors">
      <h2 id="errors">Errors</h2>
      <p>
        Every error is a problem with these members. <code>validation_failed</code> is shown with each request, by its
        own params; the other errors are below.
      </p>
      <div class="problem">
        <Fields fields={problemFields(document)} />
      </div>
      <h3 id="limits">Limits</h3>
      <p>
        Unless the operator of this server has set others: <strong>600 requests a minute</strong> for each token, or for
        each address where a request has none; <strong>10 log-ins a minute</strong> for each address and email. Beyond
        them the answer is <a href="#error-rate_limited">rate_limited</a>.
      </p>
      {[...errors, ...(isTold ? [] : [methodNotAllowed])].sort(byStatus).map((error) => (
        <ErrorPart key={error.code} error={error} />
      ))}
    </section>
  );
}

const byStatus = (one: SharedError, other: SharedError) => Number(one.status) - Number(other.status);

function ErrorPart({ error: { code, status, meaning, example, only } }: { error: SharedError }) {
  return (
    <div class="error">
      <h3 id={`error-${code}`}>
        <code>{code}</code> <span class="status status-error">{errorName({ status, example })}</span>
      </h3>
      <p>
        <Inline text={meaning} />
        {only && (
          <>
            {' Only '}
            <a href={`#${only.operationId}`}>{titleOf(only)}</a>
            {' answers so.'}
          </>
        )}
      </p>
      {example !== undefined && (
        <details class="answer">
          <summary>{`An answer with ${code}`}</summary>
          <Sample title="application/problem+json" label={`Answer: ${code}`} value={example} />
        </details>
      )}
    </div>
  );
}
