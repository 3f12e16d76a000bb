/** Blocks of code: commands break their lines, everything else scrolls inside its block, by keyboard too. */
import { breakable } from './breakable.js';
import { highlighted } from './json.js';

type SampleProps = {
  title: string;
  /** What it is, for those who do not see where it stands. */
  label: string;
  /** Text, or a value that is shown as JSON. */
  value: unknown;
};

/** A block with its title. */
export function Sample({ title, label, value }: SampleProps) {
  return (
    <figure class="sample">
      <figcaption>{title}</figcaption>
      <pre tabIndex={0} role="group" aria-label={label}>
        <code>{typeof value === 'string' ? value.trimEnd() : highlighted(JSON.stringify(value, null, 2))}</code>
      </pre>
    </figure>
  );
}

/** A command for a shell, with a place for the button that copies it unless there is something to fill in. */
export function Command({ title, label, value, isCopied }: SampleProps & { value: string; isCopied: boolean }) {
  const lines = value.split('\n');
  return (
    <figure class="sample command" {...(isCopied && { 'data-copy': '' })}>
      <figcaption>{title}</figcaption>
      <pre role="group" aria-label={label}>
        <code>
          {lines.map((line, index) => (
            <span key={line} class="line">
              {breakable(line)}
              {index < lines.length - 1 && '\n'}
            </span>
          ))}
        </code>
      </pre>
    </figure>
  );
}
