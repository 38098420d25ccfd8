// What is seldom pressed: a distressing message is skipped, a refusal is let stand, a team that stopped its attack works
// for the next hospital, an unsafe answer caps a rating, and the ratings are worked out while the debrief is open.
//
// The scenario is the shipped one with a crew that never comes, so that the next hospital is struck in every luck.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { House, PROJECT } from "./lib/house.mjs";
import { LONG_MS_MAX } from "./lib/patience.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

const ACTION = "Cut off a clinical zone";

let folder;
let house;
let browser;
let facilitator;
let carer;
let security;
let commander;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "codedark-"));
  const scenario = join(folder, "no-crew.ron");
  const text = await readFile(join(PROJECT, "scenarios/conti-friday.ron"), "utf8");
  const without = text.replace("begins_min: 41_940", "begins_min: 270_000");
  assert.notEqual(text, without, "the scenario says when its crew begins");
  await writeFile(scenario, without);
  house = await House.open("--teams", "1", "--scenario", scenario);
  browser = await openBrowser();
  [facilitator, carer, security, commander] = await Promise.all([0, 1, 2, 3].map(() => openPage(browser, house)));
  await facilitator.login();
  await carer.join("Aoife", house);
  await security.join("Brendan", house);
  await commander.join("Ciara", house);
  await carer.seat(1, ["Nursing and ward lead", "Medical lead"]);
  await security.seat(1, ["Security lead", "Biomedical engineer"]);
  await commander.seat(1, ["Incident commander"]);
  await facilitator.openWatching();
});
after(async () => {
  await browser?.close();
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});

test("the commander lets a refusal stand, on record", async () => {
  const what = `${ACTION}: Bedside devices`;
  await security.order({ role: "Security lead", action: ACTION, target: "Bedside devices" });
  await carer.press("tab", "Medical lead");
  await carer.press("button", `Refuse: ${what}`);
  await carer.press("button", `Refuse: ${what}, because it must wait`);
  await security.press("button", `Take it to the commander: ${what}`);
  await commander.sees("button", `Let it stand: ${what}`);
  await commander.shot("kindness-let-stand");
  await commander.press("button", `Let it stand: ${what}`);
  const stands = `${what}: proposed by Security lead, Incident commander refused: it must wait`;
  await Promise.all([security, carer, commander].map((person) => person.sees("text", stands)));
  await commander.misses("button", `Let it stand: ${what}`);
});

test("a distressing message is skipped, and nobody asks why", async () => {
  await facilitator.press("button", "Hand out: A mother in labour asks");
  await facilitator.press("button", "Resume");
  await carer.press("tab", "Nursing and ward lead");
  await carer.sees("button", "Skip it: message to Nursing and ward lead");
  await facilitator.press("button", "Pause");
  await carer.shot("kindness-marked");
  await carer.press("button", "Skip it: message to Nursing and ward lead");
  await carer.sees("text", "Left unread. Your staff answered it.");
  await carer.shot("kindness-skipped");
});

test("a team that stopped its attack works for the next hospital", async () => {
  await facilitator.nextPhase();
  await facilitator.sees("text", "Phase: Responding");
  await facilitator.press("button", "Hand out: Are the pumps safe?");
  await facilitator.press("button", "10x");
  await facilitator.press("button", "Resume");
  await security.press("tab", "Biomedical engineer");
  const unsafe = /^Answer: Take them off one by one/;
  await security.sees("button", unsafe);
  await facilitator.press("button", "Pause");
  await security.press("button", unsafe);
  await security.sees("text", /Answer given: Take them off one by one/);
  await commander.sees("text", /Your hospital stopped the attack\./);
  await commander.shot("kindness-next-hospital");
});

test("the debrief rates both hospitals apart, caps what was unsafe, and works the ratings out", async () => {
  await facilitator.hurry("1000x");
  await facilitator.press("button", "Resume");
  await Promise.all([facilitator, commander].map((person) => person.sees("heading", "Debrief", LONG_MS_MAX)));
  const next = await commander.sees("text", /^Team 1, the next hospital: \d/);
  console.log(`  ${next}`);
  await commander.shot("kindness-debrief");
  await commander.sees("text", /no better than M: an unsafe shortcut was taken/);
  await commander.misses("text", /^These scores are provisional\./, LONG_MS_MAX);
  await commander.shot("kindness-rated");
  await facilitator.shot("kindness-rated-facilitator");
});

test("no page complained", () => {
  for (const person of [facilitator, carer, security, commander]) {
    assert.deepEqual(person.complaints, []);
  }
});
