// The pictures of `codedark scenario graph` in a browser: all words stay inside their boxes, and boxes apart.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { codedark } from "./lib/house.mjs";
import { openBrowser } from "./lib/people.mjs";

/** Least room between the words in a box and its edge, in pixels. */
const ROOM_PX_MIN = 3;

let folder;
let browser;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "codedark-"));
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Boxes of a picture that their words leave, and pairs of boxes that lie on one another. */
const flaws = (roomMin) => {
  const boxes = [...document.querySelectorAll("svg g > g")];
  const inside = (box) => {
    const edge = box.querySelector("rect").getBBox();
    const words = [...box.querySelectorAll("text")].map((text) => text.getBBox());
    return words.every((word) =>
      word.x >= edge.x + roomMin && word.x + word.width <= edge.x + edge.width - roomMin
      && word.y >= edge.y && word.y + word.height <= edge.y + edge.height);
  };
  const name = (box) => box.querySelector("title").textContent;
  const edges = boxes.map((box) => box.querySelector("rect").getBoundingClientRect());
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return {
    boxes: boxes.length,
    left: boxes.filter((box) => !inside(box)).map(name),
    met: boxes.flatMap((one, i) => boxes.slice(i + 1)
      .filter((_, j) => meet(edges[i], edges[i + 1 + j]))
      .map((other) => `${name(one)} and ${name(other)}`)),
  };
};

for (const scenario of ["conti-friday", "small-hospital-vouchers"]) {
  for (const view of ["network", "care", "storyline"]) {
    test(`${scenario}, ${view}: words stay in their boxes`, async () => {
      const file = join(folder, `${scenario}-${view}.svg`);
      await codedark("scenario", "graph", scenario, "--view", view, "--out", file);
      const page = await browser.newPage();
      await page.goto(pathToFileURL(file).href);
      const found = await page.evaluate(flaws, ROOM_PX_MIN);
      assert.ok(found.boxes > 10, `${found.boxes} boxes`);
      assert.deepEqual([found.left, found.met], [[], []]);
      await page.close();
    });
  }
}
