/** The CommonMark that our documents use: paragraphs, `**bold**`, `` `code` `` and links. Everything else is text. */
import type { ComponentChildren } from 'preact';

const piece = /`(?<code>[^`]+)`|\*\*(?<bold>.+?)\*\*|\[(?<text>[^\]]+)\]\((?<href>(?:https:\/\/|[/#])[^)\s]*)\)/gs;

/** Text within a line. */
export function Inline({ text }: { text: string }) {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(piece)) {
    parts.push(text.slice(end, match.index), partOf(match.groups ?? {}));
    end = match.index + match[0].length;
  }
  return <>{[...parts, text.slice(end)]}</>;
}

function partOf({ code, bold, text, href }: Record<string, string | undefined>): ComponentChildren {
  if (code !== undefined) return <code>{code}</code>;
  if (bold !== undefined) {
    return (
      <strong>
        <Inline text={bold} />
      </strong>
    );
  }
  return <a href={href ?? ''}>{text}</a>;
}

/** Paragraphs, with blank lines between them. */
export function Markdown({ text }: { text: string }) {
  const paragraphs = text.trim().split(/\n{2,}/);
  return (
    <>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>
          <Inline text={paragraph} />
        </p>
      ))}
    </>
  );
}
