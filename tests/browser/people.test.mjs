// The facilitator keeps the house: lets people in, moves, names and removes them, and takes that back; a player asks to share
// a seat, and somebody only watches. By the mouse on the picture and by keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

let house;
let browser;
let facilitator;
let aoife;
let brendan;
let carol;

before(async () => {
  house = await House.open("--teams", "2");
  browser = await openBrowser();
  [facilitator, aoife, brendan, carol] = await Promise.all([0, 1, 2, 3].map(() => openPage(browser, house)));
  await facilitator.login();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** Chooses who may join, and waits until that holds. */
async function mayJoin(door) {
  await facilitator.click("button", door);
  await facilitator.page.getByRole("button", { name: door, pressed: true }).waitFor({ state: "attached" });
}

test("who comes while the facilitator lets people in waits outside, and sees nothing of the class", async () => {
  await facilitator.click("button", "People");
  await mayJoin("Whom I let in");
  await aoife.fillIn("Aoife", house.code);
  await aoife.sees("heading", "You wait outside");
  assert.equal(await aoife.has("heading", "Lobby"), false, "the class is not shown");
  await aoife.shot("people-outside");
  await facilitator.sees("text", "Aoife waits outside.");
  await facilitator.shot("people-waiting");
  await facilitator.click("button", "Let Aoife in");
  await aoife.sees("heading", "Lobby");
  await facilitator.misses("text", "Aoife waits outside.");
});

test("nobody new comes in by a locked door, and is told so", async () => {
  await mayJoin("Nobody new");
  await brendan.fillIn("Brendan", house.code);
  const told = brendan.page.getByRole("alert").filter({ hasText: /\S/ });
  assert.equal(await told.first().textContent(), "Nobody new may join this class now. Please ask the facilitator.");
  await brendan.shot("people-locked");
  await mayJoin("Everybody with the code");
  await brendan.page.getByRole("button", { name: "Join the class" }).click();
  await brendan.sees("heading", "Lobby");
  await facilitator.sees("button", "Choose Brendan");
});

test("a seat is shared by its holder's word", async () => {
  await aoife.seat(1, ["Incident commander"]);
  await brendan.press("button", /Incident commander in Team 1$/);
  await aoife.sees("text", "Brendan would like to share Incident commander with you.");
  await aoife.shot("people-share");
  await aoife.click("button", "Yes, share Incident commander with Brendan");
  await brendan.sees("button", "Leave Incident commander in Team 1");
});

test("the facilitator moves, seats and renames somebody", async () => {
  await facilitator.click("button", "Choose Brendan");
  await facilitator.press("button", "Put Brendan into Team 2");
  await brendan.misses("button", "Leave Incident commander in Team 1");
  await facilitator.sees("heading", "Team 2");
  await facilitator.press("button", "Give IT operations to Brendan");
  await brendan.sees("button", "Leave IT operations in Team 2");
  await facilitator.writes("Name of Brendan", "Brendan of the wards");
  await facilitator.press("button", "Rename");
  await facilitator.sees("button", "Choose Brendan of the wards");
  await facilitator.shot("people");
});

test("who was removed is told so, and can come back", async () => {
  await facilitator.click("button", "Remove Brendan of the wards");
  await facilitator.click("button", "Yes, remove Brendan of the wards");
  await brendan.page.getByText("The facilitator took you out of this class.").first().waitFor();
  await brendan.shot("people-removed");
  await facilitator.sees("heading", "Removed");
  await facilitator.click("button", "Choose Brendan of the wards");
  await facilitator.press("button", "Take Brendan of the wards back");
  await facilitator.misses("heading", "Removed");
  brendan.complaints.length = 0;
  await brendan.page.reload();
  await brendan.sees("heading", "Lobby");
});

test("an observer sees all teams and can change nothing", async () => {
  await carol.join("Carol", house);
  await facilitator.click("button", "Choose Carol");
  await facilitator.click("button", "Carol watches");
  await carol.sees("text", "You watch: you see all teams, and change nothing.");
  assert.equal(await carol.count("button", /^(Take|Leave) .* in Team/), 0, "an observer takes no seat");
  await carol.shot("people-observer-lobby");
  await facilitator.click("button", "Back from people");
  await facilitator.press("button", "Start the exercise");
  await facilitator.pause();
  await carol.sees("heading", "Observer");
  await carol.sees("text", "Clock: paused");
  for (const button of ["Pause", "Resume", "Next phase", "10x", "People"]) {
    assert.equal(await carol.has("button", button), false, `an observer has no button ${button}`);
  }
  await carol.shot("people-observer");
  for (const person of [facilitator, aoife, brendan, carol]) {
    assert.deepEqual(person.complaints, []);
  }
});
