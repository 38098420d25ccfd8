// The first minutes of a class: two people read their role cards, ask each other in the warm-up, start; one steps out, a
// stand-in takes over, and comes back to the same role.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

let house;
let browser;
let facilitator;
/** People by role. */
const people = {};

before(async () => {
  house = await House.open("--teams", "1");
  browser = await openBrowser();
  const pages = await Promise.all([0, 1, 2].map(() => openPage(browser, house)));
  facilitator = pages[0];
  [people.nurse, people.engineer] = pages.slice(1);
  await facilitator.login();
  await people.nurse.join("Aoife", house);
  await people.engineer.join("Brendan", house);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test("two people take roles, and the facilitator sees who is still without one", async () => {
  await facilitator.sees("text", "Without a team: Aoife, Brendan");
  await people.nurse.seat(1, ["Nursing and ward lead"]);
  await people.engineer.seat(1, ["Biomedical engineer"]);
  await facilitator.sees("text", "Everybody who joined has a team and a role.");
  await facilitator.shot("opening");
});

test("the class begins with role cards and a normal day, unscored", async () => {
  await facilitator.press("button", "Begin the class");
  for (const [person, role] of [[people.nurse, "Nursing and ward lead"], [people.engineer, "Biomedical engineer"]]) {
    await person.sees("heading", `Your role: ${role}`);
    await person.sees("heading", "Your hospital on a normal day");
    await person.sees("text", "Nothing here is scored");
  }
});

test("the warm-up is settled by what the colleague knows", async () => {
  await people.nurse.sees("text", /^Your question: /);
  const fact = await people.engineer.sees("text", /^You know: /);
  await people.nurse.sees("text", "Ask: Biomedical engineer");
  console.log(`  ${fact}`);
  await people.nurse.shot("warm-up-asked");
  await people.nurse.press("button", "Nursing and ward lead: From the basement.");
  await people.nurse.sees("text", /^This does not fit what the colleague knows/);
  await people.nurse.press("button", "Nursing and ward lead: From the workshop.");
  await people.nurse.sees("text", /^This fits what the colleague knows/);
  await people.engineer.sees("text", /^1 of \d+ questions in your team are settled\./);
  await people.nurse.shot("warm-up-settled");
});

test("the exercise starts, and the role card can be read again", async () => {
  await facilitator.press("button", "Start the exercise");
  await people.nurse.sees("button", "Ready");
  await people.nurse.press("button", "My role cards");
  await people.nurse.sees("heading", "Your role: Nursing and ward lead");
  await people.nurse.press("button", "Back to the exercise");
  await people.nurse.sees("text", "0 of 2 ready");
  await people.nurse.press("button", "Ready");
  await people.engineer.sees("text", "1 of 2 ready");
  await people.nurse.press("button", "Not yet ready");
  await people.engineer.sees("text", "0 of 2 ready");
});

test("who steps out is played by a stand-in, and comes back to the same role", async () => {
  await people.nurse.press("button", "Step out");
  await people.nurse.sees("text", "You stepped out. A stand-in plays for you; nobody asks why.");
  await people.engineer.press("button", "My roles");
  await people.engineer.sees("text", "Nursing and ward lead in Team 1: stand-in");
  await people.nurse.shot("stepped-out");
  await people.nurse.page.reload();
  await people.nurse.sees("text", "You stepped out. A stand-in plays for you; nobody asks why.");
  await people.nurse.press("button", "Come back");
  await people.nurse.sees("tab", "Nursing and ward lead");
  await people.engineer.sees("text", "Nursing and ward lead in Team 1: Aoife");
  for (const person of Object.values(people)) {
    assert.deepEqual(person.complaints, []);
  }
});
