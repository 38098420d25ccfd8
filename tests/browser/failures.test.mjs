// What can break in a browser breaks here: each failure shows one sentence and what to do, and one press brings the player
// back to seat and screen.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House, KEY } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";
import { Relay } from "./lib/relay.mjs";

/** Switches of a browser that is not allowed to draw in three dimensions, as on many a managed computer. */
const NO_WEBGL = ["--disable-gpu", "--disable-software-rasterizer", "--disable-3d-apis"];
/** Bytes of the program that arrive before the line breaks: some way into it, as it is compressed. */
const HALFWAY_BYTES = 4_000_000;

let house;
let relay;
let browser;
let facilitator;
let player;

before(async () => {
  house = await House.open("--teams", "1");
  relay = await Relay.before(house);
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await relay?.close();
  await house?.close();
});

/** The sentence of the failure that a page shows, once it does. */
async function failure(person) {
  const shown = person.page.getByRole("alertdialog");
  await shown.waitFor();
  return shown.getByRole("heading").textContent();
}

/** Presses the button of the failure, and waits until the player is back in the exercise, on a new page, with the seat. */
async function comesBack(person, button) {
  const anew = person.page.waitForEvent("load");
  await person.page.getByRole("alertdialog").getByRole("button", { name: button }).press("Enter");
  await anew;
  await person.sees("text", "Clock: paused");
  await person.sees("button", "Do: Hold a crisis team exercise");
  person.complaints.length = 0;
}

/** Lets a page lack something of its browser, as long as its storage says so. */
async function canLack(person) {
  await person.page.addInitScript(() => {
    const lack = localStorage.getItem("lack");
    if (lack === "wasm") {
      delete globalThis.WebAssembly;
    }
    if (lack === "webgl") {
      const { getContext } = HTMLCanvasElement.prototype;
      HTMLCanvasElement.prototype.getContext = function get(kind, ...more) {
        return kind === "webgl2" ? null : getContext.call(this, kind, ...more);
      };
    }
  });
}

test("a browser without WebGL 2 lets nobody in", async () => {
  const bare = await openBrowser(NO_WEBGL);
  const person = await openPage(bare, house);
  assert.equal(await failure(person), "This browser cannot draw Code Dark.");
  assert.equal(await person.page.getByRole("textbox", { name: "Your name" }).isVisible(), false, "nobody can join");
  await person.shot("failure-no-webgl");
  await bare.close();
});

test("a player takes a seat, and the exercise begins", async () => {
  facilitator = await openPage(browser, house);
  player = await openPage(browser, relay);
  await canLack(player);
  // The program comes over the line at each reload.
  const session = await player.page.context().newCDPSession(player.page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await facilitator.login();
  await player.join("Aoife", house);
  await player.seat(1, ["Incident commander"]);
  await facilitator.press("button", "Start the exercise");
  await facilitator.press("button", "Pause");
  await player.sees("text", "Clock: paused");
  await player.sees("button", "Do: Hold a crisis team exercise");
});

for (const [lack, sentence] of [
  ["webgl", "This browser cannot draw Code Dark."],
  ["wasm", "This browser cannot run Code Dark."],
]) {
  test(`without ${lack} the seat is kept until the browser has it again`, async () => {
    await player.page.evaluate((lack) => localStorage.setItem("lack", lack), lack);
    await player.page.reload();
    assert.equal(await failure(player), sentence);
    await player.shot(`failure-${lack}`);
    await player.page.evaluate(() => localStorage.removeItem("lack"));
    await comesBack(player, "Try again");
  });
}

test("a download shows its progress, and what to do when it breaks", async () => {
  const stopped = relay.stopWithin("/client_bg.wasm", HALFWAY_BYTES);
  await player.page.reload();
  const { cut } = await stopped;
  const progress = player.page.getByRole("progressbar", { name: "Downloading the exercise" });
  await player.page.waitForFunction(() => document.querySelector("progress").value > 0.2);
  assert.ok((await progress.evaluate((bar) => bar.value)) < 0.8, "not all is here");
  await player.shot("downloading");
  cut();
  assert.equal(await failure(player), "The exercise did not arrive completely.");
  await player.shot("failure-download");
  await comesBack(player, "Reload");
});

test("a slow download arrives", async () => {
  const stopped = relay.stopWithin("/client_bg.wasm", HALFWAY_BYTES);
  await player.page.reload();
  const { goOn } = await stopped;
  goOn();
  await player.sees("text", "Clock: paused");
});

test("a lost picture is told, and others see that the player is away", async () => {
  await player.page.evaluate(() => {
    document.querySelector("#codedark-canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext();
  });
  assert.equal(await failure(player), "The picture was lost: the computer took its graphics away from this page.");
  await player.shot("failure-graphics");
  await facilitator.sees("text", /Aoife \(away\)/);
  await comesBack(player, "Reload");
});

for (const [what, breaks] of [
  ["a panic in the frame loop", () => (globalThis.requestAnimationFrame = () => { throw new Error("no more frames"); })],
  ["an exception in the frame loop", () => (performance.now = () => { throw new Error("no clock"); })],
]) {
  test(`${what} is told`, async () => {
    await player.page.evaluate(breaks);
    await player.find("button", "Do: Hold a crisis team exercise").focus();
    assert.equal(await failure(player), "A fault in the page stopped it.");
    await player.shot(`failure-${what.split(" ")[1]}`);
    await comesBack(player, "Reload");
  });
}

test("an author comes back to the draft", async () => {
  const author = await openPage(browser, house);
  await author.page.getByRole("link", { name: "I write scenarios: open the workshop" }).click();
  await author.page.getByLabel("Facilitator key").fill(KEY);
  await author.page.getByRole("button", { name: "Open the workshop" }).click();
  await author.press("button", "Open conti-friday");
  await author.sees("textbox", "Text of the scenario");
  await author.page.evaluate(() => {
    document.querySelector("#codedark-canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext();
  });
  assert.equal(await failure(author), "The picture was lost: the computer took its graphics away from this page.");
  const anew = author.page.waitForEvent("load");
  await author.page.getByRole("alertdialog").getByRole("button", { name: "Reload" }).press("Enter");
  await anew;
  await author.sees("textbox", "Text of the scenario");
});
