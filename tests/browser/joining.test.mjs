// Who types something wrong at the door gets one clear sentence, and stays at the door.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { House } from "./lib/house.mjs";
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

/** What is said of a name that cannot be taken. */
const NAMES = "Please give a name of 1 to 40 letters, digits and common signs, without invisible ones.";

/** What the door says, once it says something. */
async function problem(person) {
  const alert = person.page.getByRole("alert").filter({ hasText: /\S/ });
  await alert.waitFor();
  return alert.textContent();
}

for (const [what, name, code, sentence] of [
  ["a wrong code", "Mary", "WRONGCODE", "This code does not open a class. Please check it with the facilitator."],
  ["an over-long name", "M".repeat(200), null, NAMES],
  ["a name that nobody can see", "\u200b\u200b", null, NAMES],
]) {
  test(`${what} gets one clear sentence`, async () => {
    const person = await openPage(browser, house);
    // The form cuts long names short; someone who goes around it meets the server's own check.
    await person.page.getByRole("textbox", { name: "Your name" }).evaluate((box) => box.removeAttribute("maxlength"));
    await person.fillIn(name, code ?? house.code);
    const told = await problem(person);
    assert.equal(told, sentence);
    assert.equal(await person.page.getByRole("textbox", { name: "Your name" }).isVisible(), true, "the form is still there");
    await person.page.context().close();
  });
}

test("a token that the server does not know leads back to the door, which says so", async () => {
  const person = await openPage(browser, house);
  await person.page.evaluate(() => sessionStorage.setItem("codedark-token", "of-a-class-that-is-gone"));
  await person.page.reload();
  assert.equal(await problem(person), "The server does not know you any more. Join again.");
  await person.join("Mary", house);
  await person.page.context().close();
});

test("a wrong facilitator key gets one clear sentence", async () => {
  const person = await openPage(browser, house);
  await person.page.getByRole("button", { name: "I am the facilitator" }).click();
  await person.page.getByLabel("Facilitator key").fill("not the key");
  await person.page.getByRole("button", { name: "Open the class" }).click();
  assert.equal(await problem(person), "This is not the facilitator's key. The server told it when it was first started.");
  await person.page.context().close();
});
