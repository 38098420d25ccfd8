// Presses that cannot be taken back ask first, and two presses of *Next phase* end one phase.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

/** Time between the two presses of a double press, in milliseconds. */
const DOUBLE_MS = 150;

let house;
let browser;
let facilitator;
before(async () => {
  house = await House.open("--teams", "1");
  browser = await openBrowser();
  facilitator = await openPage(browser, house);
  await facilitator.login();
  await facilitator.press("button", "Start the exercise");
  await facilitator.press("button", "Pause");
  await facilitator.sees("text", "Clock: paused");
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** Presses twice at the place of a button on the picture, as a hand with a mouse does. */
async function doublePress(name) {
  const place = await facilitator.find("button", name).boundingBox();
  const at = [place.x + place.width / 2, place.y + place.height / 2];
  await facilitator.page.mouse.click(...at, { delay: 40 });
  await facilitator.page.waitForTimeout(DOUBLE_MS);
  await facilitator.page.mouse.click(...at, { delay: 40 });
}

for (const [name, asked, yes] of [
  ["Next phase", "End Preparing for everybody?", "Yes, end Preparing"],
  ["End the exercise", "End the exercise for everybody, and open the debrief?", "Yes, end the exercise"],
  ["100x", /^Let the clock run 100 times as fast\?/, "Yes, 100x"],
]) {
  test(`a double press of ${name} asks, and does nothing`, async () => {
    await doublePress(name);
    await facilitator.sees("alert", asked);
    await facilitator.sees("button", yes);
    await facilitator.shot(`presses-${name.toLowerCase().replaceAll(" ", "-")}`);
    await facilitator.press("button", "No");
    await facilitator.misses("alert", asked);
    await facilitator.sees("text", "Phase: Preparing");
    await facilitator.sees("text", "Clock: paused");
    assert.equal(await facilitator.find("button", "1x").getAttribute("aria-pressed"), "true", "the speed is as it was");
  });
}

test("a press on the yes ends the phase that it names, once", async () => {
  await facilitator.press("button", "Next phase");
  const yes = facilitator.find("button", "Yes, end Preparing");
  await yes.waitFor({ state: "attached" });
  // Both presses are made before the page can answer the first.
  await yes.evaluate((button) => [button.click(), button.click()]);
  await facilitator.sees("text", "Phase: Watching");
  await facilitator.press("button", "Next phase");
  await facilitator.sees("alert", "End Watching for everybody?");
  await facilitator.press("button", "No");
});

test("a class that goes on another day says that its minutes stand", async () => {
  await facilitator.press("button", "Stop for another day");
  await facilitator.sees("alert", "The class goes on another day: its clock and its minutes stand.");
  await facilitator.sees("text", "Clock: until another day");
  await facilitator.shot("presses-another-day");
  await facilitator.press("button", "Resume");
  await facilitator.misses("alert", "The class goes on another day: its clock and its minutes stand.");
});
