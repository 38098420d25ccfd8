// An author comes in with the facilitator's key, opens a shipped scenario, breaks it and sees why, moves an inject and nothing
// else, loses nothing by a reload, saves the scenario on the server, and opens a class with it. Without the key there are no
// shipped texts, and an author's own file is checked all the same.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { House, KEY, PROJECT } from "./lib/house.mjs";
import { becomesStill } from "./lib/cost.mjs";
import { LONG_MS_MAX, until } from "./lib/patience.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

const TEXT = "Text of the scenario";
const MARK = /^The board asks about the money: /;

let house;
let browser;
let author;
let shipped;
before(async () => {
  house = await House.open();
  browser = await openBrowser();
  author = await openPage(browser, house);
  shipped = await readFile(join(PROJECT, "scenarios/conti-friday.ron"), "utf8");
});
after(async () => {
  await browser?.close();
  await house?.close();
});

/** The text as the mirror has it. */
const textNow = () => author.find("textbox", TEXT).inputValue();

/** Waits until the text is as wanted. */
async function textBecomes(wanted) {
  const is = () => author.page.evaluate(
    ([label, wanted]) => document.querySelector(`[aria-label="${label}"]`)?.value === wanted,
    [TEXT, wanted],
  );
  await until(`the text becomes ${wanted.length} characters that begin with ${wanted.slice(0, 80)}`, is);
}

/** Presses a button once it can be pressed. */
async function pressWhenReady(name) {
  const ready = () => author.page.evaluate(
    (name) => [...document.querySelectorAll("#mirror button")].some((one) => one.textContent === name && !one.ariaDisabled),
    name,
  );
  await until(`the button ${name} can be pressed`, ready);
  await author.press("button", name);
}

/** What the author gets by downloading. */
async function downloaded() {
  const coming = author.page.waitForEvent("download");
  await author.press("button", "Download");
  const file = await coming;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

test("without the key nothing shipped is shown, and a file of the author's is opened", async () => {
  const stranger = await openPage(browser, house);
  await stranger.page.getByRole("link", { name: "I write scenarios: open the workshop" }).click();
  await stranger.page.getByRole("button", { name: "Go on without the shipped scenarios" }).click();
  await stranger.sees("text", /^The shipped scenarios come from a server/);
  assert.equal(await stranger.count("button", /^Open conti-friday/), 0);
  const choosing = stranger.page.waitForEvent("filechooser");
  await stranger.press("button", "Open a file");
  const mine = Buffer.from('(\n    from: "conti-friday",\n    id: "my-winter",\n)\n');
  await (await choosing).setFiles({ name: "my-winter.ron", mimeType: "text/plain", buffer: mine });
  await stranger.sees("button", /^Line 2: .*conti-friday/);
  await stranger.shot("workshop-without-key");
  await stranger.page.context().close();
});

test("an author opens a shipped scenario with the facilitator's key", async () => {
  await author.page.getByRole("link", { name: "I write scenarios: open the workshop" }).click();
  const key = author.page.getByLabel("Facilitator key");
  assert.equal(await key.getAttribute("type"), "password");
  await key.fill("WRONGWRONGWR");
  await author.page.getByRole("button", { name: "Open the workshop" }).click();
  await author.page.getByRole("alert").filter({ hasText: /^This is not the facilitator's key\./ }).waitFor();
  await key.fill(KEY);
  await author.page.getByRole("button", { name: "Open the workshop" }).click();
  await author.sees("heading", "Workshop");
  assert.equal((await author.page.content()).includes(KEY), false, "the page does not keep the key");
  await author.shot("workshop-list");
  await author.press("button", "Open conti-friday");
  await author.sees("textbox", TEXT);
  await textBecomes(shipped);
  await author.sees("text", "No findings: this scenario can be played.");
  await author.shot("workshop");
});

test("a mistake is told at its place, and undone", async () => {
  await author.find("textbox", TEXT).fill(shipped.replace("hospitals/regional-300", "hospitals/regional-30"));
  const line = shipped.slice(0, shipped.indexOf("hospitals/regional-300")).split("\n").length;
  await author.sees("button", new RegExp(`^Line ${line}: .*hospitals/regional-30`));
  await author.press("button", new RegExp(`^Line ${line}: `));
  await author.shot("workshop-finding");
  await author.press("button", "Undo");
  await author.sees("text", "No findings: this scenario can be played.");
  await textBecomes(shipped);
});

test("a still workshop hardly draws", async () => {
  await becomesStill(author);
});

test("moving an inject changes that place only", async () => {
  await author.press("tab", "Storyline");
  await author.press("button", MARK);
  await author.sees("button", "1 day later");
  await author.press("button", "1 day later");
  const moved = shipped.replace(
    'injects: (from: "injects")',
    'injects: (from: "injects", with: [(id: "board-question", when: After(1441))])',
  );
  await textBecomes(moved);
  await author.sees("text", "No findings: this scenario can be played.");
  await author.shot("workshop-storyline");
  assert.deepEqual(await downloaded(), { name: "conti-friday.ron", text: moved });
});

test("forms change one place each", async () => {
  const before = await textNow();
  await author.press("tab", "Objectives");
  const weight = await author.find("textbox", "Weight, 1 to 100 of harder-to-attack");
  await weight.fill("9");
  await weight.press("Enter");
  const weighed = before.replace(
    'objectives: (from: "objectives")',
    'objectives: (from: "objectives", with: [(id: "harder-to-attack", weight: 9)])',
  );
  await textBecomes(weighed);
  await author.shot("workshop-objectives");
  await author.press("tab", "Actions");
  await author.sees("textbox", /^Cost in euro of /);
  await author.shot("workshop-actions");
  await author.press("tab", "Map");
  await author.sees("button", /^Imaging zone: /);
  await author.shot("workshop-map");
});

test("a reload loses nothing, not even the way back", async () => {
  const before = await textNow();
  await author.page.reload();
  await author.sees("textbox", TEXT);
  await textBecomes(before);
  await author.press("button", "Undo");
  await author.press("button", "Undo");
  await textBecomes(shipped);
  await author.press("button", "Redo");
  await author.press("button", "Redo");
  await textBecomes(before);
});

test("a trial run shows what competent people are worth", async () => {
  await author.press("tab", "Trial");
  await author.press("button", "Run the trial");
  const idle = await author.sees("text", /^Idle team, score: /, LONG_MS_MAX);
  const competent = await author.sees("text", /^Competent team, score: /, LONG_MS_MAX);
  const score = (told) => Number(told.match(/score: (\d+)/)[1]);
  assert.ok(score(competent) > score(idle) + 20, `${competent}; ${idle}`);
  await author.shot("workshop-trial");
});

test("a file of the author's is opened", async () => {
  await author.press("button", "All scenarios");
  const choosing = author.page.waitForEvent("filechooser");
  await author.press("button", "Open a file");
  const mine = Buffer.from('(\n    from: "conti-friday",\n    id: "my-winter",\n)\n');
  await (await choosing).setFiles({ name: "my-winter.ron", mimeType: "text/plain", buffer: mine });
  await textBecomes(mine.toString());
  await author.sees("text", "No findings: this scenario can be played.");
});

test("a class is opened with what was saved", async () => {
  await author.press("button", "Save to the server");
  await pressWhenReady("Save");
  await author.sees("text", /^Saved as my-winter\./);
  await author.shot("workshop-saved");
  await pressWhenReady("Open a class with it");
  await author.press("button", "No");
  await author.misses("button", "Yes, open it");
  await pressWhenReady("Open a class with it");
  await author.press("button", "Yes, open it");
  await author.sees("heading", "Lobby");
  await author.sees("text", /^Code to join: /);
  assert.deepEqual(author.complaints.filter((line) => !/ 40[13] /.test(line)), []);
});
