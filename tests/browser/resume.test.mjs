// The server dies in the middle of an exercise, and comes back: pages reconnect by themselves, and it goes on. Until the
// server has answered again a page says that it is cut off: what somebody orders then would be lost.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { until } from "./lib/patience.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

let house;
let browser;
before(async () => {
  house = await House.open();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** Lets what the server sends to a page be held back, once `frames` is a list. */
async function holdable(person) {
  const held = { frames: null };
  await person.page.routeWebSocket(/./, (socket) => {
    socket.connectToServer().onMessage((frame) => {
      const send = () => socket.send(frame);
      held.frames ? held.frames.push(send) : send();
    });
  });
  held.release = () => {
    const frames = held.frames;
    held.frames = null;
    frames.forEach((send) => send());
  };
  return held;
}

test("a killed server takes nothing with it", async () => {
  const [facilitator, player] = await Promise.all([openPage(browser, house), openPage(browser, house)]);
  const held = await holdable(facilitator);
  await Promise.all([facilitator.login(), player.join("Aoife", house)]);
  await player.press("button", "Take Incident commander in Team 1");
  await player.sees("button", "Leave Incident commander in Team 1");
  await facilitator.press("button", "Start the exercise");
  await facilitator.press("button", "Pause");
  await player.sees("text", "Clock: paused");
  const budget = await player.figure("Budget");
  await player.press("button", "Do: Hold a crisis team exercise");
  const less = await player.figureOtherThan("Budget", budget);
  const time = await player.figure("Time");

  await house.crash();
  await Promise.all([facilitator, player].map((page) => page.sees("alert", "Connection lost, reconnecting")));
  held.frames = [];
  await house.restart();
  await until("the new server's first frame for the facilitator", () => held.frames.length > 0);
  await facilitator.sees("alert", "Connection lost, reconnecting");
  held.release();
  await Promise.all([facilitator, player].map((page) => page.misses("alert", "Connection lost, reconnecting")));

  assert.equal(await player.figure("Budget"), less, "the order before the crash stands");
  assert.equal(await player.figure("Time"), time, "the clock stands where it stood");
  await facilitator.press("button", "Resume");
  await player.figureOtherThan("Time", time);
});
