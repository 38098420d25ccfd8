// One person opens the class in two tabs. The newer one plays; the older one is quiet until somebody wants it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { SEEN_MS_MAX } from "./lib/patience.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

const QUIET = "You opened the class in another window, and this one is quiet now.";
const TOKEN_KEY = "codedark-token";

let house;
let browser;
before(async () => {
  house = await House.open("--teams", "1");
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** How often a page has opened a line. */
function countLines(person) {
  const lines = { opened: 0 };
  person.page.on("websocket", () => (lines.opened += 1));
  return lines;
}

test("the older of two tabs stays quiet until it is wanted", async () => {
  const [facilitator, older, newer] = await Promise.all([0, 1, 2].map(() => openPage(browser, house)));
  await facilitator.login();
  const lines = countLines(older);
  await older.join("Aoife", house);
  await older.seat(1, ["Incident commander"]);
  const token = await older.page.evaluate((key) => sessionStorage.getItem(key), TOKEN_KEY);
  await newer.page.evaluate(([key, token]) => sessionStorage.setItem(key, token), [TOKEN_KEY, token]);
  await newer.page.reload();
  await newer.sees("button", "Leave Incident commander in Team 1");
  await older.sees("alert", QUIET);
  await older.shot("tabs-quiet");
  const opened = lines.opened;

  // The newer tab plays on, for longer than an older one would take to try again.
  await newer.press("button", "Leave Incident commander in Team 1");
  await newer.press("button", "Take Medical lead in Team 1");
  await newer.sees("button", "Leave Medical lead in Team 1");
  await newer.press("button", "Stop: this is real");
  await newer.press("button", "Yes, this is real");
  await newer.sees("heading", "This is real. The exercise has stopped.", SEEN_MS_MAX);
  assert.equal(await newer.has("alert", QUIET), false, "the newer tab was never thrown out");
  assert.equal(lines.opened, opened, "the older one opened no line by itself");
  await facilitator.press("button", "Go on");
  await newer.misses("heading", "This is real. The exercise has stopped.");

  await older.press("button", "Use this window");
  await older.sees("button", "Leave Medical lead in Team 1");
  await older.misses("alert", QUIET);
  await newer.sees("alert", QUIET);
});
