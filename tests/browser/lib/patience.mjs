// How long tests wait, always for something that must come. A machine that is slow or busy makes everything take ten times as
// long; only what never comes may fail, and it says what was waited for.

import { setTimeout } from "node:timers/promises";

/** How long a screen may take to show something, in milliseconds. */
export const SEEN_MS_MAX = 120_000;
/** How long whatever takes minutes may take: a phase at high speed, a trial, ratings. In milliseconds. */
export const LONG_MS_MAX = 900_000;
/** Rest between two looks, in milliseconds. */
const LOOK_MS = 100;

/**
 * Looks until something holds, and gives what it then is. `what` says what is waited for; `look` gives something false as
 * long as it does not hold.
 */
export async function until(what, look, waitMsMax = SEEN_MS_MAX) {
  const late = Date.now() + waitMsMax;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    if (Date.now() > late) {
      throw new Error(`waited in vain for ${waitMsMax / 1000} s: ${what}`);
    }
    await setTimeout(LOOK_MS);
  }
}
