// What pages cost: frames drawn, which are the same on every machine; and, for benchmarks, how long a press takes to show in
// the mirror, and the processor time of the browser.

import { readFileSync } from "node:fs";
import { SEEN_MS_MAX, until } from "./patience.mjs";

/** Ticks in a second of the times in `/proc`: Linux gives them to programs at this rate on every machine. */
const TICKS_PER_S = 100;
/** Animation frames of the browser in a row in which a still page draws nothing: two seconds, where nothing is slow. */
const STILL_FRAMES = 120;

/** Frames that a page has drawn so far. */
export const framesDrawn = (person) => person.page.evaluate(() => globalThis.codedark_frames);

/** Waits until a page draws nothing while the browser could. */
export async function becomesStill(person) {
  const drawnMeanwhile = () => person.page.evaluate(async (frames) => {
    const before = globalThis.codedark_frames;
    for (let frame = 0; frame < frames; frame += 1) {
      await new Promise(requestAnimationFrame);
    }
    return globalThis.codedark_frames - before;
  }, STILL_FRAMES);
  await until(`${STILL_FRAMES} of the browser's frames in a row without one of the page`, async () => (await drawnMeanwhile()) === 0);
}

/**
 * Presses a button of the mirror and waits until the text that begins with certain words changes or comes. Gives the
 * milliseconds between, and the frames drawn, both measured in the page itself.
 */
export async function pressTakes(person, name, words) {
  const button = person.find("button", name);
  await button.waitFor({ state: "attached" });
  return button.evaluate(
    (made, [words, lostMs]) =>
      new Promise((resolve, reject) => {
        const mirror = made.parentElement;
        const text = () => [...mirror.children].find((one) => one.textContent.startsWith(words))?.textContent;
        const before = text();
        const lost = setTimeout(() => reject(new Error(`waited in vain for a press to change: ${words} ${before}`)), lostMs);
        const drawn = globalThis.codedark_frames;
        const pressed = performance.now();
        const watch = new MutationObserver(() => {
          if (![undefined, before].includes(text())) {
            watch.disconnect();
            clearTimeout(lost);
            resolve({ ms: performance.now() - pressed, frames: globalThis.codedark_frames - drawn });
          }
        });
        watch.observe(mirror, { childList: true, subtree: true, characterData: true });
        made.focus();
        made.click();
      }),
    [words, SEEN_MS_MAX],
  );
}

/** The value below which this share of all values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
}

/** Processor seconds that a process has used so far: user and system time, from `/proc/PID/stat`. */
function cpuSeconds(pid) {
  // The name may hold spaces and stands in brackets; the times are the 14th and 15th fields of the line.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_S;
}

/** Processor seconds so far of a browser's processes, by kind: `renderer`, `GPU`, `browser`. */
export async function browserSeconds(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const used = {};
  for (const { type, id } of processInfo) {
    used[type] = (used[type] ?? 0) + cpuSeconds(id);
  }
  return used;
}
