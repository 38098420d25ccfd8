// People in front of browsers. They find things by role and name in the mirror, and press them by focus and Enter.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { KEY, PROJECT } from "./house.mjs";
import { LONG_MS_MAX, SEEN_MS_MAX, until } from "./patience.mjs";

/** Where screenshots go. */
const SHOTS = join(PROJECT, "tests/browser/shots");
const WINDOW = { width: 1360, height: 850 };
const FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Switches with which a browser draws without a graphics card. */
const DRAWS_IN_SOFTWARE =
  ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];

/** A browser with a profile of its own; `drawing` are the switches for how it draws. */
export async function openBrowser(drawing = DRAWS_IN_SOFTWARE) {
  const executablePath = process.env.CODEDARK_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, args: [...FLAGS, ...drawing] });
}

/** A page of somebody who has not come in yet. */
export async function openPage(browser, house) {
  const context = await browser.newContext({ viewport: WINDOW });
  const page = await context.newPage();
  page.setDefaultTimeout(SEEN_MS_MAX);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  await page.goto(house.address);
  return new Person(page, complaints);
}

/** Somebody at a page. */
export class Person {
  constructor(page, complaints) {
    this.page = page;
    this.complaints = complaints;
  }

  /** Fills in the form of players. */
  async fillIn(name, code) {
    await this.page.getByRole("textbox", { name: "Your name" }).fill(name);
    await this.page.getByLabel("Class code").fill(code);
    await this.page.getByRole("button", { name: "Join the class" }).click();
  }

  async join(name, house) {
    await this.fillIn(name, house.code);
    await this.sees("heading", "Lobby");
  }

  async login() {
    await this.page.getByRole("button", { name: "I am the facilitator" }).click();
    await this.page.getByLabel("Facilitator key").fill(KEY);
    await this.page.getByRole("button", { name: "Open the class" }).click();
    await this.sees("heading", "Lobby");
  }

  /** An element of the mirror. Plain text has no role, and an alert no name of its own: they are found by their words. */
  find(role, name) {
    return this.all(role, name).first();
  }

  /** All elements of the mirror with this role and name. */
  all(role, name) {
    const exact = typeof name === "string";
    const mirror = this.page.getByRole("group", { name: "Code Dark" });
    const found = {
      text: () => mirror.getByText(name, { exact }),
      alert: () => mirror.getByRole("alert").filter({ hasText: name }),
    };
    return found[role]?.() ?? mirror.getByRole(role, { name, exact });
  }

  /** Waits until something is there; gives its name. */
  async sees(role, name, timeout = SEEN_MS_MAX) {
    const found = this.find(role, name);
    await found.waitFor({ state: "attached", timeout });
    return (await found.getAttribute("aria-label")) ?? (await found.textContent());
  }

  /** Waits until something is gone. */
  async misses(role, name, timeout = SEEN_MS_MAX) {
    await this.find(role, name).waitFor({ state: "detached", timeout });
  }

  async has(role, name) {
    return (await this.find(role, name).count()) > 0;
  }

  async count(role, name) {
    return this.all(role, name).count();
  }

  /** Waits until there are more or fewer of something than before. */
  async countOtherThan(role, name, before) {
    await until(`other than ${before} of ${name}`, async () => (await this.count(role, name)) !== before);
  }

  /** Presses something as a person without a mouse does. */
  async press(role, name) {
    const found = this.find(role, name);
    await found.waitFor({ state: "attached" });
    await found.focus();
    await this.page.keyboard.press("Enter");
  }

  /** Presses something as a hand with a mouse does: at its place on the picture, once it stands still under the mouse. */
  async click(role, name) {
    const found = this.find(role, name);
    await found.waitFor({ state: "attached" });
    const place = await until(`${name} stands still under the mouse`, async () => {
      const { x, y, width, height } = await found.boundingBox();
      await this.page.mouse.move(x + width / 2, y + height / 2);
      const now = await found.boundingBox();
      return now.x === x && now.y === y && [x + width / 2, y + height / 2];
    });
    await this.page.mouse.click(...place, { delay: 40 });
  }

  /** Writes into a field of the mirror, over what stands there. */
  async writes(field, words) {
    await this.find("textbox", field).fill(words);
  }

  /** Presses a button if it is there, and waits until the press has shown: the button has gone, or says something else. */
  async pressTaken(name) {
    const [button] = await this.all("button", name).elementHandles();
    await button?.evaluate((made, lostMs) => new Promise((resolve, reject) => {
      const words = made.textContent;
      const lost = setTimeout(() => reject(new Error(`waited in vain for a press on ${words} to show`)), lostMs);
      const look = () => {
        if (!made.isConnected || made.textContent !== words) {
          clearTimeout(lost);
          resolve();
        }
      };
      new MutationObserver(look).observe(document.querySelector("#mirror"), { childList: true, subtree: true, characterData: true });
      made.focus();
      made.click();
      look();
    }), SEEN_MS_MAX);
  }

  /** Presses what may be there or not. */
  async pressIfThere(role, name) {
    if (await this.has(role, name)) {
      // It may go in this very moment.
      await this.find(role, name).press("Enter", { timeout: GLANCE_MS }).catch(() => {});
    }
  }

  /** Whether something shows within a short time. */
  async glimpses(role, name) {
    return this.sees(role, name, GLANCE_MS).then(() => true, () => false);
  }

  /** As facilitator: starts the exercise, and stops the clock where the hospital begins to watch. */
  async openWatching() {
    await this.press("button", "Start the exercise");
    await this.pause();
    await this.nextPhase();
    await this.sees("text", "Phase: Watching");
  }

  /** As facilitator: ends the phase. A clock that stands, stands at the beginning of the next one, too. */
  async nextPhase() {
    const phase = await this.figure("Phase");
    await this.press("button", "Next phase");
    await this.press("button", /^Yes, end /);
    await this.figureOtherThan("Phase", phase, LONG_MS_MAX);
  }

  /** As facilitator: lets the clock run at a speed, such as `10x`. */
  async runAt(speed) {
    await (Number.parseInt(speed, 10) > ASKED_FROM ? this.hurry(speed) : this.press("button", speed));
    await this.pressIfThere("button", "Resume");
  }

  /** As facilitator: stops the clock. */
  async pause() {
    await this.press("button", "Pause");
    await this.sees("text", "Clock: paused");
  }

  /** As facilitator: lets the clock run at a speed that asks first, and means it. */
  async hurry(speed) {
    await this.press("button", speed);
    await this.press("button", `Yes, ${speed}`);
  }

  /** Takes roles of a team. */
  async seat(team, roles) {
    for (const role of roles) {
      await this.press("button", `Take ${role} in Team ${team}`);
      await this.sees("button", `Leave ${role} in Team ${team}`);
    }
  }

  /** Chooses from a list, and waits for what the choice leads to. */
  async choose(list, option, leadsTo) {
    await this.press("combobox", list);
    await this.press("option", option);
    await this.sees("button", leadsTo);
  }

  /** Orders an action as one of the own roles: does it, proposes it, or requests it; gives what its button says. */
  async order({ role, action, target }) {
    await this.press("tab", role);
    // What is under "More actions" is of the tab that is drawn.
    await this.page.getByRole("tab", { name: role, exact: true, selected: true }).first().waitFor({ state: "attached" });
    const button = (words) => new RegExp(`^(Do|Propose|Request): ${words}$`);
    const any = button(`${escaped(action)}(: .*)?`);
    if (!(await this.glimpses("button", any)) && (await this.has("button", "More actions"))) {
      await this.press("button", "More actions");
    }
    await this.sees("button", any);
    const wanted = target ? button(`${escaped(action)}: ${escaped(target)}`) : any;
    if (target) {
      await this.choose(`Target of ${action}`, target, wanted);
    }
    const pressed = await this.sees("button", wanted);
    await this.press("button", wanted);
    return pressed;
  }

  /** Reads the value of a figure, such as `Budget`. */
  async figure(name) {
    const told = await this.sees("text", new RegExp(`^${name}: `));
    return told.slice(name.length + 2);
  }

  /** Waits until a figure has another value than `before`; gives the new one. */
  async figureOtherThan(name, before, timeout = SEEN_MS_MAX) {
    const other = async () => {
      const now = await this.figure(name);
      return now !== before && now;
    };
    return until(`${name} other than ${before}`, other, timeout);
  }

  async shot(name) {
    await mkdir(SHOTS, { recursive: true });
    const path = join(SHOTS, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }
}

/** Words as a regular expression finds them. */
export const escaped = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** How long something may take that may also not come, in milliseconds. */
const GLANCE_MS = 3_000;
/** Speed above which the page asks first. */
const ASKED_FROM = 10;
