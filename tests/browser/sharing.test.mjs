// The facilitator chooses in the lobby that both teams share one region, and both play it to a shared result.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { LONG_MS_MAX } from "./lib/patience.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

const APART = /^Each team has the same start for itself/;
const TOGETHER = /^All teams are neighbours with one clock/;

let house;
let browser;
let facilitator;
let players;

before(async () => {
  house = await House.open("--teams", "2");
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

test("the choice says what it means, and can be taken back", async () => {
  await facilitator.sees("text", APART);
  await facilitator.press("button", "One shared region");
  await facilitator.sees("text", TOGETHER);
  await facilitator.press("button", "Each hospital on its own");
  await facilitator.sees("text", APART);
  await facilitator.press("button", "One shared region");
  await facilitator.sees("text", TOGETHER);
  await facilitator.shot("sharing-lobby");
});

test("both teams keep their seats and play the region to its shared result", async () => {
  await facilitator.press("button", "Start the exercise");
  await Promise.all(players.map((person) => person.sees("text", "Phase: Preparing")));
  await facilitator.hurry("1000x");
  const everybody = [facilitator, ...players];
  await Promise.all(everybody.map((person) => person.sees("heading", "Debrief", LONG_MS_MAX)));
  for (const person of everybody) {
    await person.sees("heading", "The whole region");
    await person.sees("text", /^The whole region, Visits cancelled: /);
    assert.deepEqual(person.complaints, []);
  }
});
