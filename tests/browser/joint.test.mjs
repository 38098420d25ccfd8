// Joint actions on three pages of one team: withdrawn, agreed, agreed with a change, refused with a reason, taken to the
// commander, overridden. Each step is seen on the pages of all concerned, by role and never by name.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

const ACTION = "Cut off a clinical zone";
const NAMES = ["Aoife", "Brendan", "Ciara"];
const ROLES = ["Security lead", "Medical lead", "Incident commander"];

let house;
let browser;
let facilitator;
let security;
let medical;
let commander;

before(async () => {
  house = await House.open("--teams", "1");
  browser = await openBrowser();
  const pages = await Promise.all([0, 1, 2, 3].map(() => openPage(browser, house)));
  [facilitator, security, medical, commander] = pages;
  await facilitator.login();
  for (const [index, person] of [security, medical, commander].entries()) {
    await person.join(NAMES[index], house);
    await person.seat(1, [ROLES[index]]);
  }
  await facilitator.openWatching();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** Waits until all of these people see the same words. */
const allSee = (people, name) => Promise.all(people.map((person) => person.sees("text", name)));

async function propose(target) {
  await security.order({ role: "Security lead", action: ACTION, target });
  await medical.sees("button", `Agree: ${ACTION}: ${target}`);
}

test("who proposed it takes it back by mouse, and it can be proposed again", async () => {
  await propose("Imaging");
  await security.shot("joint-withdrawable");
  await security.click("button", `Withdraw: ${ACTION}: Imaging`);
  await allSee([security, medical], `${ACTION}: Imaging: withdrawn by Security lead`);
  await medical.misses("button", `Agree: ${ACTION}: Imaging`);
  await security.misses("button", `Withdraw: ${ACTION}: Imaging`);
  await medical.shot("joint-withdrawn");
});

test("a proposal is agreed to, and its clinical price was told before", async () => {
  await propose("Imaging");
  await medical.sees("text", /^Takes away: .*Radiology/);
  await security.sees("text", new RegExp(`^${ACTION}: Imaging: proposed by Security lead, Medical lead decides by `));
  await medical.shot("joint-asked");
  await medical.press("button", `Agree: ${ACTION}: Imaging`);
  await allSee([security, medical], `${ACTION}: Imaging: proposed by Security lead, Medical lead agreed`);
});

test("a proposal is agreed to with another target", async () => {
  await propose("Ward computers");
  await medical.choose(`Other target for ${ACTION}`, "Laboratory", `Amend: ${ACTION}: Laboratory`);
  await medical.press("button", `Amend: ${ACTION}: Laboratory`);
  await allSee([security, medical], `${ACTION}: Laboratory: proposed by Security lead, Medical lead agreed`);
});

test("a refusal has a reason, goes to the commander, and is overridden on record", async () => {
  const what = `${ACTION}: Bedside devices`;
  await propose("Bedside devices");
  await medical.press("button", `Refuse: ${what}`);
  await medical.press("button", `Refuse: ${what}, because it must wait`);
  const refused = `${what}: proposed by Security lead, Medical lead refused: it must wait`;
  await allSee([security, medical], refused);
  await security.shot("joint-refused");
  await security.press("button", `Take it to the commander: ${what}`);
  await commander.sees("text", "Medical lead refused: it must wait.");
  await commander.shot("joint-escalated");
  await commander.press("button", `Override: ${what}`);
  const overridden = `${what}: proposed by Security lead, Incident commander overrode the refusal`;
  await allSee([security, medical, commander], overridden);
});

test("no page showed who was behind a role, and none complained", async () => {
  for (const person of [security, medical, commander]) {
    const shown = await person.page.getByRole("group", { name: "Code Dark" }).textContent();
    assert.ok(!NAMES.some((name) => shown.includes(name)), "decisions show roles, never names");
    assert.deepEqual(person.complaints, []);
  }
});
