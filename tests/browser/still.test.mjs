// A screen on which nothing changes costs nothing, and a press on it costs a few frames: hospital computers have no graphics
// card. Frames are counted, never timed: `npm run bench` tells how long they take here.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { becomesStill, framesDrawn, pressTakes } from "./lib/cost.mjs";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

/** Frames that may be drawn from a press until the mirror shows what it did. */
const FRAMES_A_PRESS_MAX = 3;

let house;
let browser;
let facilitator;
let player;
before(async () => {
  house = await House.open();
  browser = await openBrowser();
  [facilitator, player] = await Promise.all([openPage(browser, house), openPage(browser, house)]);
  await facilitator.login();
  await player.join("Aoife", house);
  await player.seat(1, ["Incident commander", "IT operations"]);
  await facilitator.press("button", "Start the exercise");
  await facilitator.pause();
  await player.sees("text", "Clock: paused");
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test("a paused page draws nothing", async () => {
  for (const person of [facilitator, player]) {
    await becomesStill(person);
    assert.ok((await framesDrawn(person)) > 0, "frames are counted");
  }
});

test("a press on a still page shows within a few frames", async () => {
  for (const zone of ["Phones and pagers", "Building systems", "Backups", "Ward computers"]) {
    await becomesStill(player);
    const { frames } = await pressTakes(player, new RegExp(`^${zone} zone: `), "Connected to: ");
    console.log(`  ${zone}: ${frames} frames`);
    assert.ok(frames <= FRAMES_A_PRESS_MAX, `${zone}: ${frames} frames until it showed`);
  }
});
