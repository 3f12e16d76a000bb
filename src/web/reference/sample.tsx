/** Blocks of code, which scroll inside themselves: by keyboard too. */
import { highlighted } from './json.js';

type SampleProps = {
  title: string;
  /** What it is, for those who do not see where it stands. */
  label: string;
  /** Text, or a value that is shown as JSON. */
  value: unknown;
  isCopied?: boolean;
};

/** A block with its title, and a place for the button that copies it. */
export function Sample({ title, label, value, isCopied = false }: SampleProps) {
  return (
    <figure class="sample" {...(isCopied && { 'data-copy': '' })}>
      <figcaption>{title}</figcaption>
      <pre tabIndex={0} role="group" aria-label={label}>
        <code>{typeof value === 'string' ? value.trimEnd() : highlighted(JSON.stringify(value, null, 2))}</code>
      </pre>
    </figure>
  );
}
