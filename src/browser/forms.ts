/** Sends a form once where it is asked to twice at once: that would be two groups, or two monitors. */

/** Milliseconds after which a form that led nowhere can be sent again. */
const patience = 10_000;

const sent = new WeakMap<HTMLFormElement, { at: number; content: string }>();

document.addEventListener('submit', (event) => {
  const { target: form } = event;
  if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return;
  const content = JSON.stringify([...new FormData(form)]);
  const before = sent.get(form);
  const isSame = before?.content === content && performance.now() - before.at < patience;
  if (isSame) event.preventDefault();
  else sent.set(form, { at: performance.now(), content });
});

// Whoever comes back to a page as it was may send its form again.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) for (const form of document.forms) sent.delete(form);
});

export {};
