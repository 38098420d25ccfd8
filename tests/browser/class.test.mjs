// A whole class: a facilitator and two teams of two play the Irish case in five browsers, with equal luck and opposite
// decisions. Each decision changes something that its team sees and stands in the debrief with its result; the scores
// differ; and the record, exported, replays natively to the same hashes.
//
// Screenshots of each screen are kept in `shots/`. `CODEDARK_PICTURE=1` also renews the picture of the README.

import assert from "node:assert/strict";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PHASES, SEATS } from "./lib/decisions.mjs";
import { House, PROJECT, codedark } from "./lib/house.mjs";
import { LONG_MS_MAX, until } from "./lib/patience.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

let house;
let browser;
let facilitator;
/** Players by team. */
let teams;

/** Whether all steps so far went well: each builds on the one before. */
let going = true;

function step(name, work, options = {}) {
  test(name, options, async () => {
    assert.ok(going, "an earlier step failed");
    going = false;
    await work();
    going = true;
  });
}

before(async () => {
  house = await House.open();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** The one of a team who holds a role. */
const holder = (team, role) => teams[team][SEATS.findIndex((roles) => roles.includes(role))];

/** What is watched of a decision, as the person reads it. */
async function read(person, watch) {
  return watch.figure ? person.figure(watch.figure) : person.sees(watch.role, watch.name);
}

/** Waits until what is watched differs from `before`. */
async function differs(person, decision, before) {
  const changed = async () => {
    const now = await read(person, decision.watch);
    return now !== before && (decision.becomes?.test(now) ?? true) && now;
  };
  return until(`${decision.role}, ${decision.action}: ${before} changes as it should`, changed);
}

/** Orders all decisions of a team while the clock stands; gives what is still to come. */
async function decide(team, decisions) {
  const later = [];
  // What comes later is read after everything that comes at once, so that the one is not taken for the other.
  const inOrder = [...decisions].sort((a, b) => Number(a.later ?? false) - Number(b.later ?? false));
  for (const decision of inOrder) {
    const person = holder(team, decision.role);
    await person.press("tab", decision.role);
    const before = await read(person, decision.watch);
    const pressed = await person.order(decision);
    if (pressed.startsWith("Request: ")) {
      await holder(team, "Incident commander").press("button", pressed.replace("Request: ", "Fund: "));
    }
    if (decision.later) {
      later.push({ person, decision, before });
    } else {
      const now = await differs(person, decision, before);
      console.log(`  team ${team + 1}, ${decision.role}: ${decision.action}: ${label(decision)} ${before} -> ${now}`);
    }
  }
  return later;
}

const label = ({ watch }) => watch.figure ?? "";

async function watchLater(waiting) {
  for (const { person, decision, before } of waiting) {
    const now = await differs(person, decision, before);
    console.log(`  ${decision.role}: ${decision.action}: ${label(decision)} ${before} -> ${now}`);
  }
}

step("a facilitator and two teams of two come in and take their seats", async () => {
  const pages = await Promise.all([0, 1, 2, 3, 4].map(() => openPage(browser, house)));
  facilitator = pages[0];
  teams = [[pages[1], pages[2]], [pages[3], pages[4]]];
  await facilitator.shot("door");
  await facilitator.login();
  const names = ["Aoife", "Brendan", "Ciara", "Declan"];
  for (const [index, page] of pages.slice(1).entries()) {
    await page.join(names[index], house);
  }
  await Promise.all(teams.flatMap((team, t) => team.map((person, p) => person.seat(t + 1, SEATS[p]))));
  await facilitator.sees("text", "Team 1: 2 people");
  await facilitator.sees("text", "Team 2: 2 people");
  await facilitator.shot("lobby-facilitator");
  await teams[0][0].shot("lobby");
});

for (const [index, phase] of PHASES.entries()) {
  step(`${phase.name}: opposite decisions change what each team sees`, async () => {
    if (index === 0) {
      await facilitator.press("button", "Start the exercise");
      await facilitator.pause();
    }
    await Promise.all(teams.flat().map((person) => person.sees("text", "Clock: paused")));
    const waiting = (await Promise.all(phase.teams.map((decisions, team) => decide(team, decisions)))).flat();
    await facilitator.runAt("10x");
    await watchLater(waiting);
    await facilitator.pause();
    await Promise.all([
      teams[0][0].shot(`${phase.name}-command`),
      teams[1][1].shot(`${phase.name}-care`),
      facilitator.shot(`${phase.name}-facilitator`),
    ]);
    // The clock stands from one phase to the next: one that ran would be far into it before a slow page could stop it.
    await (index + 1 < PHASES.length ? facilitator.nextPhase() : facilitator.runAt("1000x"));
  });
}

step("the debrief shows each decision with its result, and different scores", async () => {
  const everybody = [facilitator, ...teams.flat()];
  await Promise.all(everybody.map((person) => person.sees("heading", "Debrief", LONG_MS_MAX)));
  const [one, two] = await Promise.all([1, 2].map((team) => facilitator.sees("text", new RegExp(`^Team ${team}, score: `))));
  console.log(`  ${one}; ${two}`);
  assert.notEqual(one.replace("Team 1", ""), two.replace("Team 2", ""), "the scores differ");
  for (const [team, person] of [[0, teams[0][0]], [1, teams[1][1]]]) {
    for (const decision of PHASES.flatMap((phase) => phase.teams[team])) {
      const line = new RegExp(`· ${decision.role}: .*${decision.action}.* before, .* a day after`);
      await person.sees("text", line);
    }
  }
  await facilitator.shot("debrief-facilitator");
  await teams[0][0].shot("debrief");
});

step("nothing was written to a browser's console as an error", () => {
  for (const person of [facilitator, ...teams.flat()]) {
    assert.deepEqual(person.complaints, []);
  }
});

step("the record replays natively to the same hashes", async () => {
  const record = join(house.folder, "class.record");
  console.log(`  ${(await codedark("record", "export", "--data", house.data, "--out", record)).trim()}`);
  const told = await codedark("replay", record);
  console.log(`  ${told.trim()}`);
  assert.match(told, /The record is unchanged: \d+ lines, \d+ hash marks and the results agree/);
});

step("the picture of the README is renewed when asked for", async () => {
  await mkdir(join(PROJECT, "docs"), { recursive: true });
  await copyFile(join(PROJECT, "tests/browser/shots/response-command.png"), join(PROJECT, "docs/play.png"));
}, { skip: !process.env.CODEDARK_PICTURE });
