/** Keeps a page up to date: reads it again when the server says that something changed, and swaps what is different. */

declare const Idiomorph: {
  morph(
    old: Element,
    now: Element,
    options: {
      morphStyle: 'outerHTML';
      callbacks: {
        beforeNodeMorphed: (old: Node) => boolean;
        beforeAttributeUpdated: (name: string, node: Element) => boolean;
      };
    },
  ): void;
};

/** Milliseconds without a sign of life after which the connection counts as lost: the server beats every 10 s. */
const silence = 25_000;

/** Milliseconds before the next try. */
const retryAfter = 3000;

/** Milliseconds between two readings for single checks; more where reading takes long. */
const leastPause = 5000;

/** Milliseconds after which a page is read again without any news: what is stale is told by the clock alone. */
const longestRest = 60_000;

/** Milliseconds for which a page is looked at first: many are left at once. */
const settling = 1000;

type State = 'live' | 'lost' | 'away' | 'ended';

function keepUpToDate(notice: HTMLElement, url: string): void {
  let stream: EventSource | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let due: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Infinity;
  let lastRead = performance.now();
  let cost = 0;
  let isReading = false;
  let isBehind = false;

  const show = (state: State) => {
    for (const text of notice.querySelectorAll<HTMLElement>('[data-state]'))
      text.hidden = text.dataset['state'] !== state;
  };

  const disconnect = () => {
    stream?.close();
    stream = undefined;
    clearTimeout(watchdog);
    clearTimeout(due);
    dueAt = Infinity;
  };

  const end = () => {
    disconnect();
    document.removeEventListener('visibilitychange', whenSeen);
    show('ended');
  };

  const lose = () => {
    disconnect();
    show('lost');
    watchdog = setTimeout(connect, retryAfter);
  };

  const hear = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(lose, silence);
  };

  /** Reads the page again in `delay` ms, or before that where it was to be read sooner. */
  const readIn = (delay: number) => {
    const at = performance.now() + Math.max(0, delay);
    if (at >= dueAt) return;
    dueAt = at;
    clearTimeout(due);
    due = setTimeout(() => void read(), at - performance.now());
  };

  const read = async () => {
    dueAt = Infinity;
    if (isReading) {
      readIn(500);
      return;
    }
    isReading = true;
    const begun = performance.now();
    try {
      const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (response.redirected && new URL(response.url).pathname !== location.pathname) {
        end();
        return;
      }
      // What was deleted meanwhile is told by the page of the answer; what could not be read is left as it is.
      if (response.ok || response.status === 404) swap(await response.text());
    } catch {
      lose();
    } finally {
      isReading = false;
      lastRead = performance.now();
      cost = lastRead - begun;
      if (stream) readIn(longestRest);
    }
  };

  const connect = () => {
    disconnect();
    const own = new EventSource(url);
    stream = own;
    const on = (name: string, react: () => void) => {
      own.addEventListener(name, () => {
        hear();
        react();
      });
    };
    own.addEventListener('open', () => {
      hear();
      show('live');
      // Something may have changed since the page was made, or while nobody listened.
      readIn(isBehind ? 0 : settling);
      isBehind = true;
    });
    on('beat', () => undefined);
    on('statuses', () => readIn(0));
    on('checks', () => readIn(lastRead + Math.max(leastPause, 20 * cost) - performance.now()));
    on('away', () => show('away'));
    on('back', () => {
      show('live');
      readIn(0);
    });
    on('stopping', lose);
    on('ended', end);
    own.addEventListener('error', lose);
    hear();
  };

  // Browsers have few connections to a host: pages that nobody looks at must not hold them.
  const whenSeen = () => {
    if (document.hidden) disconnect();
    else connect();
  };
  document.addEventListener('visibilitychange', whenSeen);
  if (!document.hidden) connect();
}

/** Makes the page what `html` says, touching nothing that is the same. */
function swap(html: string): void {
  const next = new DOMParser().parseFromString(html, 'text/html');
  const [old, now] = [document.querySelector('main'), next.querySelector('main')];
  if (!old || !now) return;
  document.title = next.title;
  Idiomorph.morph(old, now, {
    morphStyle: 'outerHTML',
    callbacks: {
      // What a script has put there, and what somebody is filling in.
      beforeNodeMorphed: (node) =>
        !(node instanceof HTMLElement && (node.dataset['keep'] !== undefined || node instanceof HTMLFormElement)),
      beforeAttributeUpdated: (name, node) => !(name === 'open' && node instanceof HTMLDetailsElement),
    },
  });
  document.dispatchEvent(new Event('refreshed'));
}

const notice = document.querySelector<HTMLElement>('[data-live]');
if (notice?.dataset['live'] !== undefined) keepUpToDate(notice, notice.dataset['live']);

export {};
