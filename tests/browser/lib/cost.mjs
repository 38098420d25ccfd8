// What pages cost: how long a press takes to show in the mirror, and the processor time of the browser.

import { readFileSync } from "node:fs";

/** Ticks in a second of the times in `/proc`: Linux gives them to programs at this rate on every machine. */
const TICKS_PER_S = 100;
/** How long a press may take before it counts as lost, in milliseconds. */
const LOST_MS = 20_000;

/**
 * Presses a button of the mirror and waits until the text that begins with certain words changes or comes; gives the
 * milliseconds between, measured in the page itself.
 */
export async function pressTakesMs(person, name, words) {
  const button = person.find("button", name);
  await button.waitFor({ state: "attached" });
  return button.evaluate(
    (made, [words, lostMs]) =>
      new Promise((resolve, reject) => {
        const mirror = made.parentElement;
        const text = () => [...mirror.children].find((one) => one.textContent.startsWith(words))?.textContent;
        const before = text();
        const lost = setTimeout(() => reject(new Error(`${words} stays at ${before}`)), lostMs);
        const pressed = performance.now();
        const watch = new MutationObserver(() => {
          if (![undefined, before].includes(text())) {
            watch.disconnect();
            clearTimeout(lost);
            resolve(performance.now() - pressed);
          }
        });
        watch.observe(mirror, { childList: true, subtree: true, characterData: true });
        made.focus();
        made.click();
      }),
    [words, LOST_MS],
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
