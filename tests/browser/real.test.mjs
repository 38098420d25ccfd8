// "Stop: this is real": any player can say that something has happened outside the exercise. Everybody sees it, the class
// stops by itself or by the facilitator, and only the facilitator goes on.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

const RAISED = /^Aoife says that something real has happened/;
const STOPPED = "This is real. The exercise has stopped.";
const ASKED = "Has something real happened? This stops the exercise for everybody.";

let house;
let browser;
let facilitator;
let player;
let other;
before(async () => {
  house = await House.open("--teams", "2");
  browser = await openBrowser();
  [facilitator, player, other] = await Promise.all([0, 1, 2].map(() => openPage(browser, house)));
  await facilitator.login();
  await player.join("Aoife", house);
  await other.join("Brendan", house);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

const everybody = () => [facilitator, player, other];
const all = (look) => Promise.all(everybody().map(look));

async function raise() {
  await player.press("button", "Stop: this is real");
  await player.sees("alert", ASKED);
  await player.press("button", "Yes, this is real");
}

test("it asks first, and a no changes nothing", async () => {
  await player.press("button", "Stop: this is real");
  await player.sees("alert", ASKED);
  await player.shot("real-asked");
  // A second press at the same place must not be a yes: it is the same button.
  await player.press("button", "Stop: this is real");
  await player.press("button", "No");
  await player.misses("alert", ASKED);
  assert.equal(await other.has("alert", RAISED), false);
});

test("in the lobby everybody sees who raised it, and a false alarm goes on", async () => {
  await raise();
  await all((person) => person.sees("alert", RAISED));
  await facilitator.shot("real-raised-facilitator");
  assert.equal(await player.has("button", "Stop now"), false, "the facilitator decides");
  await facilitator.press("button", "False alarm: go on");
  await all((person) => person.misses("alert", RAISED));
  await all((person) => person.sees("heading", "Lobby"));
});

test("without a press the class stops by itself, and only the facilitator goes on", async () => {
  await player.seat(1, ["Incident commander"]);
  await other.seat(2, ["Medical lead"]);
  await facilitator.press("button", "Start the exercise");
  await player.sees("text", "Phase: Preparing");
  await raise();
  await all((person) => person.sees("alert", RAISED));
  await player.shot("real-raised");
  await all((person) => person.sees("heading", STOPPED));
  await player.shot("real-stopped");
  await facilitator.shot("real-stopped-facilitator");
  for (const person of [player, other]) {
    assert.equal(await person.has("button", "Go on"), false);
    assert.equal(await person.has("button", /^Do: /), false, "nothing of the exercise is left to press");
  }
  await facilitator.press("button", "Go on");
  await all((person) => person.misses("heading", STOPPED));
  await player.sees("text", "Phase: Preparing");
});

test("the facilitator stops at once", async () => {
  await raise();
  await facilitator.press("button", "Stop now");
  await all((person) => person.sees("heading", STOPPED));
  await facilitator.press("button", "Go on");
  await all((person) => person.misses("heading", STOPPED));
});
