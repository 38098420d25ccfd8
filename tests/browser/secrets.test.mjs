// Whoever plays can read all of the program in the browser: no sentence of a scenario is in it, none of the checker's, and no
// name of the simulation's. The same search finds them where they are: in the program `codedark`, and in the studio, which
// holds checker and simulation but no scenario. And a box for a secret gets nothing from a program.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { House, PAGE, PROJECT, program } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";

/** Shortest piece of text that is looked for, in characters: a shorter one may stand elsewhere by chance. */
const CHARS_MIN = 24;
/** Share of the canaries that must be found where they are, at least: not everything that a file says reaches a program. */
const FOUND_SHARE_MIN = 0.25;

/** Names of all files with an ending below a folder of the project. */
function files(folder, ending) {
  const names = readdirSync(join(PROJECT, folder), { recursive: true }).filter((name) => name.endsWith(ending));
  return names.map((name) => `${folder}/${name}`).sort();
}

/** What files say in quotes, in pieces without escapes and gaps. */
function quoted(names) {
  const texts = names.map((name) => readFileSync(join(PROJECT, name), "utf8"));
  const found = texts.flatMap((text) => text.match(/"(?:[^"\\\n]|\\.)*"/g) ?? []);
  const pieces = found.flatMap((words) => words.slice(1, -1).split(/\{[^}]*\}|\\./));
  return [...new Set(pieces.filter((piece) => piece.length >= CHARS_MIN && piece.includes(" ")))];
}

/** What the words, the language, its pages and the model say themselves: a scenario may say the same. */
const own = ["assets/locales/en/client.ftl", ...files("game/scenario/src", ".rs"), ...files("game/scenario/codes", ".md"), ...files("game/sim/src", ".rs")]
  .map((name) => readFileSync(join(PROJECT, name), "utf8")).join("\n");
const CANARIES = {
  "sentences of scenarios": quoted(files("scenarios", ".ron")).filter((sentence) => !own.includes(sentence)),
  "sentences of the checker": quoted(["check", "merge.rs", "codes.rs", "schema"].flatMap(
    (room) => (room.endsWith(".rs") ? [`game/scenario/src/${room}`] : files(`game/scenario/src/${room}`, ".rs")),
  )),
  // Each file of the simulation is named where it may panic.
  "files of the simulation": files("game/sim/src", ".rs"),
};

/** Those of the words that a program holds. All are looked for in one walk over its bytes, by how they begin. */
function held(path, canaries) {
  const bytes = readFileSync(path);
  const begins = new Map();
  const maybe = new Uint8Array(1 << 16);
  for (const canary of canaries) {
    const wanted = Buffer.from(canary);
    const begin = wanted.readUInt32LE(0);
    begins.set(begin, [...(begins.get(begin) ?? []), wanted]);
    maybe[begin & 0xffff] = 1;
  }
  const found = new Set();
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    if (maybe[bytes[at] | (bytes[at + 1] << 8)]) {
      const there = begins.get(bytes.readUInt32LE(at))?.filter((wanted) => bytes.subarray(at, at + wanted.length).equals(wanted));
      there?.forEach((wanted) => found.add(wanted.toString()));
    }
  }
  return [...found];
}

const PLAYERS = join(PAGE, "client_bg.wasm");
const STUDIO = join(PAGE, "studio/studio_bg.wasm");

for (const [what, canaries] of Object.entries(CANARIES)) {
  test(`the player's program holds no ${what}`, () => {
    assert.deepEqual(held(PLAYERS, canaries), []);
  });
}

for (const [where, path, what] of [
  ["the program codedark", program(), "sentences of scenarios"],
  ["the studio", STUDIO, "sentences of the checker"],
  ["the studio", STUDIO, "files of the simulation"],
]) {
  test(`in ${where} the same search finds ${what}`, () => {
    const found = held(path, CANARIES[what]).length;
    console.log(`  ${found} of ${CANARIES[what].length}`);
    assert.ok(found >= CANARIES[what].length * FOUND_SHARE_MIN, `${found} of ${CANARIES[what].length}`);
  });
}

test("the studio holds no sentences of scenarios", () => {
  assert.deepEqual(held(STUDIO, CANARIES["sentences of scenarios"]), []);
});

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

test("a box for a secret hides what is typed, and takes no value from the program", async () => {
  const { page } = await openPage(browser, house);
  const box = await page.evaluate(async () => {
    const { showPatch } = await import("./mirror.js");
    const mirror = document.createElement("div");
    document.body.append(mirror);
    const deeds = [];
    globalThis.codedarkMirrorDeed = (...deed) => deeds.push(deed);
    const row = (value) => ({ id: 1, role: "password", name: "Key", value, disabled: false, at: [0, 0, 100, 20] });
    showPatch(mirror, { set: [row("told by the program")], order: [1], heard: 0 });
    const made = mirror.querySelector("input");
    const first = made.value;
    made.value = "typed";
    made.dispatchEvent(new Event("input"));
    showPatch(mirror, { set: [row("told again")], heard: 9 });
    return { type: made.type, first, last: made.value, label: made.ariaLabel, deeds };
  });
  assert.deepEqual(box, { type: "password", first: "", last: "typed", label: "Key", deeds: [[1, 1, "Key", "text", "typed"]] });
});
