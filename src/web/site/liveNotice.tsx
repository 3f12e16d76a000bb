/** What a page that is kept up to date says about that. */
import { paths } from './paths.js';
import { phrases, secondText, type Speech } from './speech.js';

const liveTexts = phrases(
  {
    asOf: 'As of',
    lost: 'The connection is lost: what you see may be out of date. Trying again…',
    away: 'The server can not read its data just now: what you see may be out of date.',
    ended: 'You are signed out: what you see is no longer kept up to date.',
    signIn: 'Sign in',
  },
  {
    asOf: 'Datos del',
    lost: 'Se ha perdido la conexión: lo que ve puede no estar al día. Reintentando…',
    away: 'El servidor no puede leer sus datos en este momento: lo que ve puede no estar al día.',
    ended: 'Su sesión ha terminado: lo que ve ya no se actualiza.',
    signIn: 'Iniciar sesión',
  },
);

/** Since when the page is as it is; the script has its place and its words for when it can not go on. */
export function LiveNotice({ at, speech }: { at: Date; speech: Speech }) {
  const { asOf, ...words } = liveTexts(speech);
  return (
    <>
      <p class="live-notice" role="status" data-keep data-live={paths.live}>
        {(['lost', 'away', 'ended'] as const).map((state) => (
          <span key={state} hidden data-state={state}>
            {words[state]} {state === 'ended' && <a href={paths.signIn}>{words.signIn}</a>}
          </span>
        ))}
      </p>
      <p class="as-of">
        {asOf} <time dateTime={at.toISOString()}>{secondText(at, speech)}</time>
      </p>
    </>
  );
}
