// A screen on which nothing changes costs nothing: hospital computers have no graphics card.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

/** Frames that a still page may draw: a late patch, a blinking cursor. */
const FRAMES_MAX = 6;
const WATCHED_MS = 6_000;

let house;
let browser;
before(async () => {
  house = await House.open();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test("a paused page hardly draws", async () => {
  const facilitator = await openPage(browser, house);
  await facilitator.login();
  await facilitator.press("button", "Start the exercise");
  await facilitator.press("button", "Pause");
  await facilitator.sees("text", "Clock: paused");
  const frames = () => facilitator.page.evaluate(() => globalThis.codedark_frames);
  // What the last press caused is drawn first.
  await facilitator.page.waitForTimeout(2_000);
  const first = await frames();
  await facilitator.page.waitForTimeout(WATCHED_MS);
  const drawn = (await frames()) - first;
  assert.ok(first > 0, "frames are counted");
  assert.ok(drawn <= FRAMES_MAX, `${drawn} frames in ${WATCHED_MS} ms`);
});
