/** Work that must not begin all at once. */

export type Pace = {
  /** How much may begin at once, and again each `every` milliseconds. */
  most: number;
  every: number;
};

/** Begins what it is given: at once where the pace allows it, else in turn. Has a timer only while something waits. */
export function openPace({ most, every }: Pace): (begin: () => void) => void {
  const waiting: (() => void)[] = [];
  let since = -Infinity;
  let begun = 0;

  function turn(): void {
    since = performance.now();
    const now = waiting.splice(0, most);
    begun = now.length;
    if (waiting.length > 0) setTimeout(turn, every);
    for (const begin of now) begin();
  }

  return (begin) => {
    if (waiting.length > 0) {
      waiting.push(begin);
      return;
    }
    const left = since + every - performance.now();
    if (left <= 0) {
      since = performance.now();
      begun = 0;
    }
    if (begun < most) {
      begun += 1;
      begin();
      return;
    }
    waiting.push(begin);
    setTimeout(turn, left);
  };
}
