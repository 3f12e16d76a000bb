/** Keeps many who ask for the same at once from asking the database as many times. */
import { withinTime } from '../../platform/wait.js';

/**
 * Runs one reading at a time for each name. Who asks while one runs shares the next with all who do: it begins after that, so
 * that it knows all that was written before they asked.
 *
 * @param patience milliseconds for which the next one waits
 */
export function oneAtATime<T>(patience = 5000) {
  type Turn = { running: Promise<T>; next: Promise<T> | undefined };
  const turns = new Map<string, Turn>();

  function begin(name: string, read: () => Promise<T>): Promise<T> {
    const turn: Turn = { running: read(), next: undefined };
    turns.set(name, turn);
    const end = () => {
      if (!turn.next) turns.delete(name);
    };
    turn.running.then(end, end);
    return turn.running;
  }

  return (name: string, read: () => Promise<T>): Promise<T> => {
    const turn = turns.get(name);
    if (!turn) return begin(name, read);
    const follow = () => begin(name, read);
    return (turn.next ??= withinTime(turn.running, patience).then(follow, follow));
  };
}
