// Who is away: called away with the seat kept, and a tab that was closed, whose owner comes back under the same name.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

let house;
let browser;
let facilitator;
let player;
let other;
before(async () => {
  house = await House.open("--teams", "1");
  browser = await openBrowser();
  [facilitator, player, other] = await Promise.all([0, 1, 2].map(() => openPage(browser, house)));
  await facilitator.login();
  await player.join("Aoife", house);
  await other.join("Ciara", house);
  await player.seat(1, ["Security lead", "IT operations"]);
  await other.seat(1, ["Incident commander", "Medical lead"]);
  await facilitator.press("button", "Start the exercise");
  await player.sees("text", "Phase: Preparing");
});
after(async () => {
  await browser?.close();
  await house?.close();
});

test("somebody who is called away keeps the seat, and stand-ins play it", async () => {
  await player.press("button", "Called away");
  await player.sees("heading", "You are called away");
  await player.sees("text", /stand-ins play for you: Security lead, IT operations/);
  await player.shot("away-called");
  await facilitator.sees("text", /^Aoife \(called away.*\), Ciara$/);
  await other.press("button", "My roles");
  await other.sees("text", /^Security lead in Team 1: Aoife \(called away/);
  await other.sees("text", "Team 1: 1 of 2 here");
  await other.shot("away-lobby");
  await other.press("button", "Back to the exercise");
});

test("who comes back is told what was done meanwhile", async () => {
  // The stand-ins ask for something before the phase is over.
  await facilitator.hurry("100x");
  // Whichever phase a slow machine shows first: at this speed each lasts seconds.
  await facilitator.figureOtherThan("Phase", "Preparing");
  await facilitator.press("button", "Pause");
  await player.press("button", "I am back");
  await player.sees("alert", "While you were away, stand-ins did this for you:");
  await player.sees("text", /· (Security lead|IT operations): (Do|Propose|Request): /);
  await player.sees("tab", "Security lead");
  await player.shot("away-meanwhile");
  await player.press("button", "Close");
  await player.misses("alert", "While you were away, stand-ins did this for you:");
  await facilitator.sees("text", "Aoife, Ciara");
});

test("a closed tab: the same name gets the old place, when the facilitator says so", async () => {
  await other.page.context().close();
  await facilitator.sees("text", /^Aoife, Ciara \(away/);
  const back = await openPage(browser, house);
  await back.join("ciara", house);
  await back.sees("text", "Are you Ciara of Team 1 (Incident commander, Medical lead), who is away?");
  await back.shot("away-claim");
  await back.press("button", "Yes, that is me");
  const asked = /^A newcomer, ciara \(2\), says: I am Ciara of Team 1 \(Incident commander, Medical lead\), who is away\.$/;
  await facilitator.sees("alert", asked);
  await facilitator.shot("away-claim-facilitator");
  assert.equal(await back.has("tab", "Medical lead"), false, "not before the facilitator's word");
  await facilitator.press("button", "Yes, it is Ciara");
  await back.sees("tab", "Medical lead");
  await facilitator.misses("alert", asked);
  await facilitator.sees("text", "Aoife, Ciara");
});

test("a newcomer who is somebody else stays one", async () => {
  await player.page.context().close();
  await facilitator.sees("text", /^Aoife \(away/);
  const newcomer = await openPage(browser, house);
  await newcomer.join("Aoife", house);
  await newcomer.press("button", "Yes, that is me");
  await newcomer.sees("text", /^The facilitator is asked whether you are Aoife/);
  await facilitator.press("button", "No, it is not Aoife");
  await newcomer.misses("text", /^The facilitator is asked whether you are Aoife/);
  assert.equal(await newcomer.has("button", "Yes, that is me"), false, "nobody asks again and again");
  await newcomer.sees("button", "Join Team 1");
});
