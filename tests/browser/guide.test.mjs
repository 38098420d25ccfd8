// The exercise that the author's guide writes from nothing is played in class to its end: the questions that its author
// asked reach the people they are for, and the debrief rates the answers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { LONG_MS_MAX, until } from "./lib/patience.mjs";
import { escaped, openBrowser, openPage } from "./lib/people.mjs";

const SCENARIO = "scenarios/examples/a-night-on-paper.ron";

let house;
let browser;
let facilitator;
let speaker;
let carer;

before(async () => {
  house = await House.open("--teams", "1", "--scenario", SCENARIO);
  browser = await openBrowser();
  [facilitator, speaker, carer] = await Promise.all([0, 1, 2].map(() => openPage(browser, house)));
  await facilitator.login();
  await speaker.join("Aoife", house);
  await carer.join("Brendan", house);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** Stops the clock for everybody. */
async function stops() {
  await facilitator.press("button", "Pause");
  await Promise.all([facilitator, speaker, carer].map((each) => each.sees("text", "Clock: paused")));
}

/** Goes on to the next huddle. Everybody is ready to go on, but only while the clock stands and nothing is asked: who said so
 * after a question had come would let its time pass. */
async function goesOn() {
  await speaker.pressTaken("Ready");
  await carer.pressTaken("Ready");
  await facilitator.press("button", "Resume");
  await Promise.all([speaker, carer].map((each) => each.sees("button", "Ready", LONG_MS_MAX)));
  await stops();
}

/** Gives an answer, which can be chosen. */
async function answers(person, answer) {
  await person.press("button", `Answer: ${answer}`);
  await person.sees("text", `Answer given: ${answer}`);
}

test("the class meets under the author's title, for the length that the author chose", async () => {
  await facilitator.sees("text", "A spring night at St Anne's");
  await facilitator.sees("text", "In all: 45 min");
  await speaker.seat(1, ["Communications and legal"]);
  await carer.seat(1, ["Nursing and ward lead"]);
  await facilitator.press("button", "Start the exercise");
  await Promise.all([speaker, carer].map((person) => person.sees("text", "Phase: Responding", LONG_MS_MAX)));
});

test("the author's questions reach the people they are for", async () => {
  const own = "Say what is certain, what is open, and when we speak again";
  await stops();
  await until(`somebody asks for: ${own}`, async () => (await speaker.has("button", `Answer: ${own}`)) || goesOn(), LONG_MS_MAX);
  await answers(speaker, own);
  assert.equal(await carer.has("button", /^Answer: Say what is certain/), false, "only its own role is asked");
});

test("a question comes early when the facilitator hands it out", async () => {
  const wristbands = "Two people go from bed to bed with the wristbands, then there is one list";
  if (!(await carer.has("button", `Answer: ${wristbands}`))) {
    await facilitator.press("button", "Hand out: A nurse: which list is right?");
    await facilitator.press("button", "Resume");
    await carer.sees("button", `Answer: ${wristbands}`);
    await stops();
  }
  await answers(carer, wristbands);
  await carer.shot("guide");
  await facilitator.press("button", "Resume");
});

test("the debrief rates the answers", async () => {
  await facilitator.hurry("1000x");
  const everybody = [facilitator, speaker, carer];
  await Promise.all(everybody.map((person) => person.sees("heading", "Debrief", LONG_MS_MAX)));
  for (const objective of [
    "The public hears first from the house what is the matter",
    "Nobody was treated by a list that nobody had checked",
  ]) {
    const told = await speaker.sees("text", new RegExp(`^Team 1, ${escaped(objective)}: `));
    assert.match(told, /: performed without challenges$/);
  }
  const prepared = "The plan for a night without computers is rehearsed";
  assert.equal(await speaker.has("text", new RegExp(`^Team 1, ${prepared}: `)), false, "nobody was asked that here");
  await speaker.shot("guide-debrief");
  for (const person of everybody) {
    assert.deepEqual(person.complaints, []);
  }
});
