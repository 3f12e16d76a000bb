/** Lists of params and of members of answers. */
import { capital } from '../../platform/words.js';
import { Inline } from './markdown.js';
import type { Param } from './operations.js';
import type { Described, Field } from './schema.js';

function About({ description, limits }: Pick<Described, 'description' | 'limits'>) {
  if (description === '' && limits.length === 0) return null;
  return (
    <p>
      {description !== '' && <Inline text={`${description} `} />}
      {limits.length > 0 && (
        <span class="limits">
          <Inline text={capital(limits.join('; '))} />
        </span>
      )}
    </p>
  );
}

/** Params that are needed, or that may be given. */
export function Params({ title, params }: { title: string; params: readonly Param[] }) {
  if (params.length === 0) return null;
  return (
    <section class="params">
      <h4>{title}</h4>
      <ul class="fields" role="list">
        {params.map((param) => (
          <li key={param.name}>
            <code class="name">{param.name}</code> <span class="type">{param.type}</span>{' '}
            <span class="place">{param.in}</span>
            <About {...param} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Members of an answer, and theirs. */
export function Fields({ fields }: { fields: readonly Field[] }) {
  return (
    <ul class="fields" role="list">
      {fields.map((field) => (
        <li key={field.name}>
          <code class="name">{field.name}</code> <span class="type">{field.type}</span>
          <About {...field} />
          {field.fields.length > 0 && <Fields fields={field.fields} />}
        </li>
      ))}
    </ul>
  );
}
