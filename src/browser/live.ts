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

/** Milliseconds between two readings of a page that has no stream: many are open, and browsers have few connections. */
const withoutStream = 10_000;

/** Milliseconds for which a page is looked at first: many are left at once. */
const settling = 1000;

type State = 'live' | 'lost' | 'away' | 'ended' | 'busy';

function keepUpToDate(notice: HTMLElement, url: string, signIn: string): void {
  let stream: EventSource | undefined;
  let reading: AbortController | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let due: ReturnType<typeof setTimeout> | undefined;
  let dueAt = Infinity;
  let lastRead = performance.now();
  let cost = 0;
  let isBehind = false;
  let isCrowded = false;
  let notBefore = 0;
  const { lang } = document.documentElement;

  const show = (state: State) => {
    for (const text of notice.querySelectorAll<HTMLElement>('[data-state]'))
      text.hidden = text.dataset['state'] !== state;
  };

  const disconnect = () => {
    stream?.close();
    stream = undefined;
    reading?.abort();
    clearTimeout(watchdog);
    clearTimeout(due);
    dueAt = Infinity;
    isCrowded = false;
  };

  /** For good: nothing is known any more of what the page is about, or of who looks at it. */
  const end = () => {
    disconnect();
    document.removeEventListener('visibilitychange', whenSeen);
    window.removeEventListener('focus', whenFocused);
  };

  const lose = () => {
    disconnect();
    if (document.hidden) return;
    show('lost');
    watchdog = setTimeout(connect, retryAfter);
  };

  const hear = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(lose, silence);
  };

  /** Reads the page again in `delay` ms, or before that where it was to be read sooner. */
  const readIn = (delay: number) => {
    const at = Math.max(performance.now() + Math.max(0, delay), notBefore);
    if (at >= dueAt) return;
    dueAt = at;
    clearTimeout(due);
    due = setTimeout(() => void read(), at - performance.now());
  };

  const read = async () => {
    dueAt = Infinity;
    if (reading) {
      readIn(500);
      return;
    }
    const own = (reading = new AbortController());
    const begun = performance.now();
    const deadline = setTimeout(lose, silence);
    let next = isCrowded ? withoutStream : longestRest;
    try {
      const response = await fetch(location.href, { headers: { Accept: 'text/html' }, signal: own.signal });
      const again = take(response, await response.text());
      if (again === undefined) cost = performance.now() - begun;
      else next = again;
    } catch {
      if (!own.signal.aborted) lose();
    } finally {
      clearTimeout(deadline);
      reading = undefined;
      lastRead = performance.now();
      if (stream || isCrowded) readIn(next);
    }
  };

  /** What to do with what came. Returns the milliseconds after which to ask again where it does not say how things are. */
  const take = (response: Response, html: string): number | undefined => {
    const next = new DOMParser().parseFromString(html, 'text/html');
    if (response.redirected && new URL(response.url).pathname === signIn) {
      end();
      const back = `${signIn}?to=${encodeURIComponent(location.pathname + location.search)}`;
      notice.querySelector<HTMLAnchorElement>('[data-state=ended] a')?.setAttribute('href', back);
      show('ended');
    } else if (response.status === 404) {
      end();
      replace(next);
    } else if ((response.ok || response.status === 422) && !next.querySelector('[data-unread]')) {
      // A monitor that was moved is at another place now.
      if (response.redirected) history.replaceState(null, '', response.url);
      // All around the content is in another language, too.
      if (next.documentElement.lang !== lang) location.reload();
      show('live');
      swap(next, notice);
    } else if (response.status === 429) {
      show('busy');
      const rest = 1000 * (Number(response.headers.get('Retry-After')) || 60);
      notBefore = performance.now() + rest;
      return rest;
    } else {
      show('away');
      return leastPause;
    }
    return undefined;
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
      // Something may have changed since the page was made, or while nobody listened.
      readIn(isBehind ? 0 : settling);
      if (!isBehind) show('live');
      isBehind = true;
    });
    on('beat', () => undefined);
    // Not all at the same moment, and not all the time where much goes down.
    on('statuses', () => readIn(lastRead + 5 * cost + 300 * Math.random() - performance.now()));
    on('checks', () => readIn(lastRead + Math.max(leastPause, 20 * cost) - performance.now()));
    on('away', () => {
      show('away');
      readIn(leastPause);
    });
    on('back', () => readIn(0));
    on('stopping', lose);
    on('crowded', () => {
      disconnect();
      isCrowded = true;
      readIn(withoutStream);
    });
    // Whoever has signed in anew meanwhile has another session: reading tells.
    on('ended', () => {
      disconnect();
      watchdog = setTimeout(connect, retryAfter);
      void read();
    });
    own.addEventListener('error', lose);
    hear();
  };

  // Browsers have few connections to a host: pages that nobody looks at must not hold them.
  const whenSeen = () => {
    if (document.hidden) disconnect();
    else connect();
  };
  const whenFocused = () => {
    if (!stream) connect();
  };
  document.addEventListener('visibilitychange', whenSeen);
  window.addEventListener('focus', whenFocused);
  if (!document.hidden) connect();
}

/** Shows another page in the place of this one, which is no more. */
function replace(next: Document): void {
  const [old, now] = [document.querySelector('main'), next.querySelector('main')];
  if (!old || !now) return;
  document.title = next.title;
  old.replaceWith(now);
  now.focus();
}

/** Makes the page what `next` is, touching nothing that is the same. */
function swap(next: Document, notice: HTMLElement): void {
  const [old, now] = [document.querySelector('main'), next.querySelector('main')];
  if (!old || !now) return;
  document.title = next.title;
  announce(old, now, notice);
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

/** Says to who does not see it that something went down, or came up again. */
function announce(old: Element, now: Element, notice: HTMLElement): void {
  const [before, after] = [old, now].map((main) => main.querySelector<HTMLElement>('[data-news]'));
  const place = notice.querySelector('[data-announcement]');
  if (!place || !after || after.dataset['news'] === before?.dataset['news']) return;
  // The same words are told again only where they are another node.
  place.replaceChildren(after.textContent);
}

const notice = document.querySelector<HTMLElement>('[data-live]');
const { live, signIn } = notice?.dataset ?? {};
if (notice && live !== undefined && signIn !== undefined) keepUpToDate(notice, live, signIn);

export {};
