// A class in one region: two teams, each in a hospital of the Irish health service, and stand-ins in the other 52. Their
// debrief tells what all hospitals reached together, and each by itself.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { LONG_MS_MAX } from "./lib/patience.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

let house;
let browser;
let facilitator;
let players;

before(async () => {
  house = await House.open("--scenario", "irish-health-service-2021");
  browser = await openBrowser();
  [facilitator, ...players] = await Promise.all([0, 1, 2].map(() => openPage(browser, house)));
  await facilitator.login();
  for (const [index, person] of players.entries()) {
    await person.join(["Aoife", "Brendan"][index], house);
    await person.seat(index + 1, ["Incident commander", "Security lead"]);
  }
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test("two teams play their hospitals of the region to the debrief", async () => {
  await facilitator.press("button", "Start the exercise");
  await players[0].sees("text", "Phase: Preparing");
  await players[0].shot("region-play");
  await facilitator.hurry("1000x");
  await Promise.all([facilitator, ...players].map((person) => person.sees("heading", "Debrief", LONG_MS_MAX)));
});

test("everybody sees what the whole region reached, and each hospital of it", async () => {
  for (const person of [facilitator, ...players]) {
    await person.sees("heading", "The whole region");
    await person.sees("text", /^The whole region, Visits cancelled: /);
    assert.deepEqual(person.complaints, []);
  }
  await players[0].shot("region-debrief");
  await facilitator.shot("region-debrief-facilitator");
});
