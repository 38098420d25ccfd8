// The 45-minute class, two pages a team: from a prepared start through response and recovery to the debrief, where a team
// sees its own results until the facilitator shows the others.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { LONG_MS_MAX } from "./lib/patience.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

/** A line of the work under way. */
const WORK = /, done \d+ \w+, \d\d:\d\d$/;

let house;
let browser;
let facilitator;
let players;

before(async () => {
  house = await House.open();
  browser = await openBrowser();
  [facilitator, ...players] = await Promise.all([0, 1, 2, 3, 4].map(() => openPage(browser, house)));
  await facilitator.login();
  for (const [index, person] of players.entries()) {
    await person.join(["Aoife", "Brendan", "Ciara", "Declan"][index], house);
  }
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test("the facilitator chooses 45 minutes, deals the roles and begins the class", async () => {
  await facilitator.press("button", "45 minutes, the second half");
  await facilitator.sees("text", "In all: 45 min");
  await facilitator.press("button", "Deal the roles");
  await facilitator.sees("text", "Everybody who joined has a team and a role.");
  await facilitator.press("button", "Begin the class");
  await Promise.all([facilitator, ...players].map((person) => person.sees("heading", "Before the exercise")));
});

test("the exercise opens with the response, and everybody decides something", async () => {
  await facilitator.press("button", "Start the exercise");
  await Promise.all(players.map((person) => person.sees("text", "Phase: Responding", LONG_MS_MAX)));
  await facilitator.press("button", "Pause");
  for (const person of players) {
    await person.sees("text", "Clock: paused");
    const button = await person.sees("button", /^Do: /);
    const before = await person.count("text", WORK);
    await person.press("button", button);
    await person.countOtherThan("text", WORK, before);
    console.log(`  ${button}`);
  }
  await facilitator.shot("short-facilitator");
  await players[0].shot("short");
});

test("response and recovery run to the debrief", async () => {
  await facilitator.hurry("1000x");
  await facilitator.press("button", "Resume");
  await Promise.all([facilitator, ...players].map((person) => person.sees("heading", "Debrief", LONG_MS_MAX)));
});

test("a team sees its own results until the facilitator shows the others", async () => {
  const score = (team) => new RegExp(`^Team ${team}, score: `);
  await Promise.all([1, 2].map((team) => facilitator.sees("text", score(team))));
  const teamOf = (person) => person.has("text", score(1)).then((one) => (one ? 1 : 2));
  await Promise.all(players.map((person) => person.sees("text", /^Team \d, score: /)));
  for (const person of players) {
    const own = await teamOf(person);
    assert.equal(await person.has("text", score(3 - own)), false, "another team's results are not shown");
  }
  await players[0].shot("debrief-own");
  await facilitator.press("button", "Show teams each other's results");
  for (const person of players) {
    await Promise.all([1, 2].map((team) => person.sees("text", score(team))));
    assert.deepEqual(person.complaints, []);
  }
});
