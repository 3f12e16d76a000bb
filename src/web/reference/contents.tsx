/** Where everything on the page is. */
import { titleOf, type OpenApiDocument } from '../../documents/openApi.js';
import { anchorOf } from './names.js';
import { entriesOf } from './operations.js';

/** Links to headings, and where there is room to each operation. */
export function Contents({ document }: { document: OpenApiDocument }) {
  return (
    <nav class="contents" id="contents" aria-label="On this page">
      <ul role="list">
        <Heading href="#notes" text="General notes" />
        <Heading href="#start" text="First requests" />
        <Heading href="#downloads" text="Downloads" />
      </ul>
      <p class="group">REST API</p>
      <ul role="list">
        {document.tags.map(({ name }) => (
          <li key={name}>
            <a href={`#${anchorOf(name)}`}>{name}</a>
            <ul class="operations" role="list">
              {entriesOf(document, name).map(({ operation }) => (
                <Heading key={operation.operationId} href={`#${operation.operationId}`} text={titleOf(operation)} />
              ))}
            </ul>
          </li>
        ))}
        <Heading href="#errors" text="Errors" />
        <Heading href="#support" text="Support" />
      </ul>
    </nav>
  );
}

function Heading({ href, text }: { href: string; text: string }) {
  return (
    <li>
      <a href={href}>{text}</a>
    </li>
  );
}
