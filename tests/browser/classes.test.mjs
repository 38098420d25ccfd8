// The facilitator's list of classes: another is prepared, opened, copied, recorded and deleted, by keyboard alone. The key
// is exchanged for a session, and no page keeps it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { House, KEY } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

let house;
let browser;
let facilitator;

before(async () => {
  house = await House.open();
  browser = await openBrowser();
  facilitator = await openPage(browser, house);
});
after(async () => {
  await browser?.close();
  await house?.close();
});

const list = () => facilitator.page.getByRole("main");
const rows = (group) => list().getByRole("region", { name: group }).getByRole("listitem");
const done = () => list().getByRole("status").filter({ hasText: /\S/ }).textContent();

/** Presses a button of the list by keyboard. */
const press = (name) => list().getByRole("button", { name }).first().press("Enter");

/** Opens the list with the key. */
async function opensList() {
  await facilitator.page.goto(`${house.address}/#classes`);
  await facilitator.page.getByLabel("Facilitator key").fill(KEY);
  await facilitator.page.getByRole("button", { name: "Show the classes" }).press("Enter");
  await list().getByRole("heading", { name: "Prepared" }).waitFor();
}

test("the only class that has not ended opens at once", async () => {
  await facilitator.login();
});

test("with #classes in the address the list comes first, whoever was in before", async () => {
  await opensList();
  assert.equal(await rows("Prepared").count(), 1);
  assert.match(await rows("Prepared").first().textContent(), new RegExp(`Code ${house.code}`));
});

test("another class is prepared", async () => {
  await list().getByLabel("Exercise").selectOption({ index: 1 });
  await list().getByLabel("Teams").fill("3");
  await press("Prepare the class");
  assert.match(await done(), /^“.+” is prepared\.$/);
  assert.equal(await rows("Prepared").count(), 2);
  assert.match(await rows("Prepared").filter({ hasText: "3 teams" }).textContent(), /0 people/);
  await facilitator.shot("classes");
});

test("a class is copied, and its copy has a code of its own", async () => {
  await rows("Prepared").filter({ hasText: "3 teams" }).getByRole("button", { name: "Copy" }).press("Enter");
  assert.match(await done(), /^A copy of “.+” is prepared\.$/);
  const copies = await rows("Prepared").filter({ hasText: "3 teams" }).allTextContents();
  const codes = copies.map((words) => words.match(/Code (\w+)/)[1]);
  assert.equal(new Set(codes).size, 2);
  const focused = await facilitator.page.evaluate(() => document.activeElement.textContent);
  assert.match(focused, /^Copy /, "the keyboard stays where it was");
});

test("a record is downloaded", async () => {
  const coming = facilitator.page.waitForEvent("download");
  await press(new RegExp(`^Record .*${house.code}$`));
  const text = await readFile(await (await coming).path(), "utf8");
  assert.ok(text.length > 0, "it holds the class");
});

test("deleting asks once more, naming the class", async () => {
  const copy = rows("Prepared").filter({ hasText: "3 teams" }).first();
  const code = (await copy.textContent()).match(/Code (\w+)/)[1];
  const sure = facilitator.page.getByRole("dialog");
  await copy.getByRole("button", { name: "Delete" }).press("Enter");
  assert.match(await sure.textContent(), new RegExp(`Class ${code}, 0 people\\.`));
  await facilitator.shot("classes-delete");
  await facilitator.page.keyboard.press("Escape");
  await sure.waitFor({ state: "hidden" });
  assert.equal(await rows("Prepared").count(), 3, "Escape keeps it");
  await copy.getByRole("button", { name: "Delete" }).press("Enter");
  await sure.getByRole("button", { name: "Delete it for good" }).press("Enter");
  assert.match(await done(), new RegExp(`code ${code}\\) is deleted\\.$`));
  assert.equal(await rows("Prepared").count(), 2);
});

test("with several classes the key leads to the list, and the chosen one opens", async () => {
  await facilitator.page.goto("about:blank");
  await facilitator.page.goto(house.address);
  await facilitator.sees("heading", "Lobby");
  const other = await openPage(browser, house);
  await other.page.getByRole("button", { name: "I am the facilitator" }).click();
  await other.page.getByLabel("Facilitator key").fill(KEY);
  await other.page.getByRole("button", { name: "Open the class" }).click();
  await other.page.getByRole("button", { name: new RegExp(`^Open .*${house.code}$`) }).press("Enter");
  await other.sees("text", `Code to join: ${house.code}`);
  assert.deepEqual(other.complaints, []);
});

test("the key is in no storage and no address", async () => {
  await opensList();
  const kept = await facilitator.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  assert.equal(kept.includes(KEY), false);
  await press("Lock the list");
  await facilitator.page.getByLabel("Facilitator key").waitFor();
  assert.equal(await facilitator.page.getByLabel("Facilitator key").inputValue(), "");
});

test("a wrong key gets one clear sentence", async () => {
  await facilitator.page.getByLabel("Facilitator key").fill("not the key");
  await facilitator.page.getByRole("button", { name: "Show the classes" }).press("Enter");
  const told = facilitator.page.getByRole("alert").filter({ hasText: /\S/ });
  assert.equal(await told.textContent(), "This is not the facilitator's key. The server told it when it was first started.");
});
