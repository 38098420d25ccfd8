// A line goes dead and nobody is told. The page notices by itself, locks what would be lost, and comes back by itself; what
// was ordered on the dead line is told as not sent, and is not done when the old bytes arrive after all.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";
import { Relay } from "./lib/relay.mjs";

const LOST = "Connection lost, reconnecting";
const ORDER = "Do: Hold a crisis team exercise";
const LINE = "Who has the keys of the server room?";

let house;
let relay;
let browser;
let facilitator;
let player;
before(async () => {
  house = await House.open("--teams", "1");
  relay = await Relay.before(house);
  browser = await openBrowser();
  [facilitator, player] = await Promise.all([openPage(browser, house), openPage(browser, relay)]);
  await facilitator.login();
  await player.join("Aoife", relay);
  await player.seat(1, ["Incident commander"]);
  await facilitator.press("button", "Start the exercise");
  await facilitator.press("button", "Pause");
  await player.sees("text", "Clock: paused");
});
after(async () => {
  await browser?.close();
  await relay?.close();
  await house?.close();
});

const box = () => player.find("textbox", "Message to the team");

test("a dead line is noticed on both sides", async () => {
  const budget = await player.figure("Budget");
  await box().fill(LINE);
  await player.sees("button", ORDER);
  // Until both are on their way the line is only slow: however long the presses take, it is not dead yet.
  relay.keepWhatIsSaid();
  await player.press("button", ORDER);
  await player.press("button", "Send");
  await player.sees("text", `${LINE} (on its way)`);
  relay.hold();
  await player.sees("alert", LOST);
  assert.equal(await player.find("button", ORDER).getAttribute("aria-disabled"), "true", "orders are locked");
  assert.equal(await player.find("button", "Send").getAttribute("aria-disabled"), "true", "so is the chat");
  assert.equal(await player.figure("Budget"), budget, "nothing was done");
  await player.shot("silence-lost");
  await facilitator.sees("text", /^Aoife \(away/);
});

test("the page comes back, and says what was not sent", async () => {
  const budget = await player.figure("Budget");
  relay.release();
  await player.misses("alert", LOST);
  await player.sees("alert", `Not sent: ${ORDER}`);
  await player.shot("silence-not-sent");
  assert.equal(await box().inputValue(), LINE, "the text stands in its box again");
  await facilitator.sees("text", "Aoife");
  assert.equal(await player.figure("Budget"), budget, "the old order was not done late");
  assert.equal(await facilitator.count("text", `Aoife: ${LINE}`), 0, "nor was the line said");
});

test("what was not sent can be done now", async () => {
  const budget = await player.figure("Budget");
  await player.press("button", "Close");
  await player.misses("alert", `Not sent: ${ORDER}`);
  await player.press("button", ORDER);
  await player.figureOtherThan("Budget", budget);
  await player.press("button", "Send");
  await player.sees("text", `Aoife: ${LINE}`);
  await facilitator.sees("text", `Aoife: ${LINE}`);
  assert.equal(await box().inputValue(), "");
  assert.equal(await player.count("text", `Aoife: ${LINE}`), 1, "once");
});
