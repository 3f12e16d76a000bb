/** Puts a button at each block that is worth copying. Without this script there is none, and nothing is missing. */

/** Milliseconds for which a button says that it copied. */
const shownFor = 2000;

function addButton(block: HTMLElement, announce: (text: string) => void): void {
  // In the page's language, where that is not English.
  const { copy = '', copied = 'Copied', refused = 'Not allowed' } = block.dataset;
  const name = copy === '' ? 'Copy' : copy;
  const code = block.querySelector('pre');
  const title = block.querySelector('figcaption');
  if (!code || !title) return;
  const button = document.createElement('button');
  const what = document.createElement('span');
  const label = document.createElement('span');
  button.type = 'button';
  button.className = 'copy';
  what.className = 'visually-hidden';
  what.textContent = ` ${code.getAttribute('aria-label') ?? ''}`;
  label.textContent = name;
  button.append(label, what);
  title.append(button);

  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string) => {
    label.textContent = text;
    announce(text);
    clearTimeout(timer);
    timer = setTimeout(() => {
      label.textContent = name;
    }, shownFor);
  };
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(code.textContent).then(
      () => say(copied),
      () => say(refused),
    );
  });
}

function addAnnouncer(): (text: string) => void {
  const status = document.createElement('p');
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  document.body.append(status);
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (text) => {
    clearTimeout(timer);
    // The same text again is news only where it was gone in between.
    status.textContent = '';
    timer = setTimeout(() => {
      status.textContent = text;
      timer = setTimeout(() => {
        status.textContent = '';
      }, shownFor);
    }, 50);
  };
}

// Browsers give the clipboard to secure pages only.
if (window.isSecureContext) {
  const announce = addAnnouncer();
  for (const block of document.querySelectorAll<HTMLElement>('[data-copy]')) addButton(block, announce);
}

export {};
