// The disk is full: every page says so, nothing is accepted, and the clock stands. When there is room again it goes on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { SEEN_MS_MAX } from "./lib/patience.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

/** Bytes that the store may take: enough to begin a class, and not to play it. */
const STORE_BYTES = "760000";
const FULL = "Cannot write: the disk with the classes is full. Nothing is accepted until it can.";
/** How long a class may take to fill it, in milliseconds. */
const FILLS_MS_MAX = 3 * SEEN_MS_MAX;

let house;
let browser;
let facilitator;
let player;
before(async () => {
  house = await House.open("--teams", "1", "--store-limit", STORE_BYTES);
  browser = await openBrowser();
  [facilitator, player] = await Promise.all([openPage(browser, house), openPage(browser, house)]);
  await facilitator.login();
  await player.join("Aoife", house);
  await player.seat(1, ["Incident commander"]);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test("every page says that nothing can be written, and nothing is accepted", async () => {
  await facilitator.press("button", "Start the exercise");
  await facilitator.hurry("1000x");
  await Promise.all([facilitator, player].map((person) => person.sees("alert", FULL, FILLS_MS_MAX)));
  await player.sees("text", "The clock stands until the server can write again");
  await player.shot("full");
  await player.find("textbox", "Message to the team").fill("Can anybody read this?");
  for (const name of ["Send", /^Do: /, "Step out"]) {
    await player.page.getByRole("button", { name, disabled: true }).first().waitFor({ state: "attached" });
  }
  assert.equal(await player.find("textbox", "Message to the team").inputValue(), "Can anybody read this?");
  await facilitator.shot("full-facilitator");
});

test("with room again the class goes on", async () => {
  await house.crash();
  house.options = ["--teams", "1"];
  await house.restart();
  await Promise.all([facilitator, player].map((person) => person.misses("alert", FULL)));
  // At this speed the rest of the class takes seconds.
  await Promise.all([facilitator, player].map((person) => person.sees("heading", "Debrief", FILLS_MS_MAX)));
});
