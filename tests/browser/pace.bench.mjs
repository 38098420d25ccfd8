// How quick pages are on this machine, and what they cost: five pages of one class at classroom speed, all drawn in software on
// its own cores, where old hospital computers draw one each. Prints a table; with CODEDARK_BESIDE=FILE each row stands beside
// what that file keeps of the run before. Nothing is judged: `still.test.mjs` guards what can be counted.

import { setTimeout } from "node:timers/promises";
import { becomesStill, browserSeconds, framesDrawn, pressTakes, quantile } from "./lib/cost.mjs";
import { SEATS } from "./lib/decisions.mjs";
import { House } from "./lib/house.mjs";
import { openBrowser, openPage } from "./lib/people.mjs";
import { Table } from "./lib/table.mjs";

/** Presses of each person in each state of the clock. */
const PRESSES = 12;
/** Rest of a person between two presses, in milliseconds: somebody in a hurry. */
const REST_MS = 1_500;
/** How long the still pages are watched, in milliseconds. */
const WATCHED_MS = 20_000;
const ZONES = ["Phones and pagers", "Building systems", "Backups", "Ward computers"];

const house = await House.open();
let browser;
try {
  browser = await openBrowser();
  const table = new Table(process.env.CODEDARK_BESIDE);
  const everybody = await Promise.all([0, 1, 2, 3, 4].map(() => openPage(browser, house)));
  const [facilitator, ...players] = everybody;
  await sitDown(facilitator, players);
  await presses(table, "the team talks", everybody);
  for (const person of players) {
    await person.press("button", "Ready");
  }
  await Promise.all(players.map((person) => person.sees("text", "The clock runs")));
  await presses(table, "the clock runs", everybody);
  await facilitator.pause();
  await Promise.all(everybody.map(becomesStill));
  await stillness(table, everybody);
  table.print();
} finally {
  await browser?.close();
  await house.close();
}

async function sitDown(facilitator, players) {
  await facilitator.login();
  for (const [index, person] of players.entries()) {
    await person.join(["Aoife", "Brendan", "Ciara", "Declan"][index], house);
    await person.seat(1 + Math.floor(index / 2), SEATS[index % 2]);
  }
  await facilitator.press("button", "Start the exercise");
  await Promise.all(players.map((person) => person.sees("button", "Ready")));
}

/** One person looks at one zone of the map after the other. */
async function looksAround(person) {
  const took = [];
  for (let press = 0; press < PRESSES; press += 1) {
    await setTimeout(REST_MS);
    const zone = ZONES[press % ZONES.length];
    took.push(await pressTakes(person, new RegExp(`^${zone} zone: `), "Connected to: "));
  }
  return took;
}

/** All players press at once; the facilitator's page draws along. */
async function presses(table, state, everybody) {
  let took;
  const { seconds, used, drawn } = await spent(everybody, async () => {
    took = (await Promise.all(everybody.slice(1).map(looksAround))).flat();
  });
  for (const [name, share] of [["median", 0.5], ["p95", 0.95], ["longest", 1]]) {
    table.row(`${state}: a press, ${name}`, quantile(took.map(({ ms }) => ms), share), "ms");
  }
  table.row(`${state}: frames drawn by the facilitator's page`, drawn[0] / seconds, "a second");
  for (const [kind, usedSeconds] of Object.entries(used)) {
    table.row(`${state}: ${kind} of the browser`, (usedSeconds / seconds) * 100, "% of a core");
  }
}

/** What a page costs while the clock stands. */
async function stillness(table, everybody) {
  const { seconds, used, drawn } = await spent(everybody, () => setTimeout(WATCHED_MS));
  // The renderers are the pages' own; the GPU process draws for all of them, and each page bears its part.
  for (const kind of ["renderer", "GPU"]) {
    table.row(`paused: a page's part of ${kind}`, ((used[kind] ?? 0) / seconds / everybody.length) * 100, "% of a core");
  }
  table.row("paused: frames drawn by all pages", drawn.reduce((sum, frames) => sum + frames, 0), `in ${WATCHED_MS / 1000} s`);
}

/** Seconds that some work takes, processor seconds of the browser by kind, and frames drawn by each page meanwhile. */
async function spent(everybody, work) {
  const drawnBefore = await Promise.all(everybody.map(framesDrawn));
  const began = Date.now();
  const usedBefore = await browserSeconds(browser);
  await work();
  const seconds = (Date.now() - began) / 1000;
  const usedAfter = await browserSeconds(browser);
  const drawnAfter = await Promise.all(everybody.map(framesDrawn));
  const used = Object.fromEntries(Object.entries(usedAfter).map(([kind, now]) => [kind, now - (usedBefore[kind] ?? 0)]));
  return { seconds, used, drawn: drawnAfter.map((frames, page) => frames - drawnBefore[page]) };
}
