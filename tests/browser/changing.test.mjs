// A press that arrives on a changing screen is done, once, or answered; and no letter is lost.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

const ACTION = "Start working on paper";

let house;
let browser;
let facilitator;
let carer;

before(async () => {
  house = await House.open("--teams", "1");
  browser = await openBrowser();
  [facilitator, carer] = await Promise.all([openPage(browser, house), openPage(browser, house)]);
  await facilitator.login();
  await carer.join("Aoife", house);
  await carer.seat(1, ["Nursing and ward lead"]);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** What the page answers, once it does. */
const answered = (person) => person.page.locator("#answer").filter({ hasText: /\S/ }).textContent();

test("presses on the lobby do not wait for its next screen", async () => {
  await facilitator.press("button", "45 minutes, the second half");
  await facilitator.press("button", "Deal the roles");
  await facilitator.press("button", "Begin the class");
  await facilitator.press("button", "Start the exercise");
  await facilitator.sees("button", "Pause");
  await facilitator.press("button", "Pause");
  await carer.sees("text", "Clock: paused");
});

test("a choice from a list that has just opened is taken", async () => {
  await carer.press("tab", "Nursing and ward lead");
  await carer.press("button", "More actions");
  const list = carer.find("combobox", `Target of ${ACTION}`);
  for (const target of ["Dialysis", "Stroke unit", "Dialysis"]) {
    await list.press("Enter");
    await carer.find("option", target).press("Enter");
    await carer.sees("button", `Do: ${ACTION}: ${target}`);
  }
});

test("a second press on what went with the first is answered", async () => {
  await carer.press("combobox", `Target of ${ACTION}`);
  await carer.sees("option", "Dialysis");
  await carer.find("option", "Dialysis").evaluate((option) => {
    option.click();
    option.click();
  });
  assert.equal(await answered(carer), "“Dialysis” has just gone from the screen: nothing was done.");
  await carer.sees("button", `Do: ${ACTION}: Dialysis`);
  await carer.shot("press-answered");
});

test("what is typed fast arrives whole", async () => {
  const line = "Paper charts for ward 3, please: the printers there are dead since six";
  const box = carer.find("textbox", "Message to the team");
  await box.focus();
  await carer.page.keyboard.type(line);
  assert.equal(await box.inputValue(), line);
  await carer.page.keyboard.press("Enter");
  await carer.sees("text", new RegExp(line));
  await carer.page.waitForFunction((name) => document.querySelector(`[aria-label="${name}"]`).value === "", "Message to the team");
});

test("Enter that only confirms a composed word sends nothing", async () => {
  const box = carer.find("textbox", "Message to the team");
  await box.fill("かな");
  await box.dispatchEvent("keydown", { key: "Enter", isComposing: true, keyCode: 229, bubbles: true });
  await box.fill("かなです");
  await box.press("Enter");
  await carer.sees("text", /かなです/);
  assert.equal(await carer.has("text", /かな$/), false, "one line was sent");
});

test("the mirror stays over the picture when something below its edge has the focus", async () => {
  await carer.page.locator("#mirror > button").last().focus();
  const scrolled = await carer.page.evaluate(() => {
    const mirror = document.querySelector("#mirror");
    mirror.scrollTop = 100;
    return mirror.scrollTop;
  });
  assert.equal(scrolled, 0);
  assert.deepEqual(carer.complaints, []);
});
