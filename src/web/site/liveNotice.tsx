/** What a page that is kept up to date says about that. */
import { paths } from './paths.js';
import { phrases, secondText, type Speech } from './speech.js';

const liveTexts = phrases(
  {
    asOf: 'As of',
    lost: 'The connection is lost: what you see may be out of date. Trying again…',
    away: 'The server cannot read its data just now: what you see may be out of date.',
    busy: 'Too many requests were made: what you see may be out of date. It is brought up to date in a minute.',
    ended: 'You are signed out: what you see is no longer kept up to date.',
    signIn: 'Sign in',
  },
  {
    asOf: 'Datos del',
    lost: 'Se ha perdido la conexión: lo que ve puede no estar al día. Reintentando…',
    away: 'El servidor no puede leer sus datos en este momento: lo que ve puede no estar al día.',
    busy: 'Se han hecho demasiadas peticiones: lo que ve puede no estar al día. Se actualizará en un minuto.',
    ended: 'Su sesión ha terminado: lo que ve ya no se actualiza.',
    signIn: 'Iniciar sesión',
  },
);

/**
 * Since when the page is as it is; the script has its place and its words for when it cannot go on. `news` is a sentence
 * that is told to who does not see it, when `newsKey` changes.
 */
export function LiveNotice(props: { at: Date; news: string; newsKey?: string; speech: Speech }) {
  const { at, news, newsKey = news, speech } = props;
  const { asOf, ...words } = liveTexts(speech);
  return (
    <>
      <div class="live-notice" id="live" role="status" data-keep data-live={paths.live} data-sign-in={paths.signIn}>
        <span class="visually-hidden" data-announcement />
        {(['lost', 'away', 'busy', 'ended'] as const).map((state) => (
          <p key={state} hidden data-state={state}>
            {words[state]} {state === 'ended' && <a href={paths.signIn}>{words.signIn}</a>}
          </p>
        ))}
      </div>
      <p hidden data-news={newsKey}>
        {news}
      </p>
      <p class="as-of">
        {asOf} <time dateTime={at.toISOString()}>{secondText(at, speech)}</time>
      </p>
    </>
  );
}
