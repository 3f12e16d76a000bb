/** Text with long paths or URLs, whose lines may break after slashes, but never within an origin: `pages.ts` looks for it. */
export function breakable(text: string) {
  return text.split(/(?<=[^/]\/)(?!\/)/).map((part, index) => (
    <>
      {index > 0 && <wbr />}
      {part}
    </>
  ));
}
