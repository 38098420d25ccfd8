// The facilitator's list of classes: prepared, running and ended ones, each with what can be done with it, and a form for
// another. The key stays in this page's memory: it goes with each question, and is gone with a reload.

import { element, forgetHash, show } from "./place.js";
import { ask, askFile, askToken } from "./server.js";
import { day, moment, say } from "./words.js";

/** States of a class, in the order of the list. */
const STATES = ["prepared", "running", "ended"];

/** The key, and what is done with a token; both once somebody has given the key. */
let key;
let comeIn;

/** Takes the key. With one class that has not ended there is nothing to choose: it opens, unless the list is wanted. */
export async function openClasses(given, wantsList, done) {
  const told = await ask("/api/classes", { key: given });
  [key, comeIn] = [given, done];
  element("key").value = "";
  const [only, more] = told.classes;
  if (only && !more && only.state !== "ended" && !wantsList) {
    await open(only);
    return;
  }
  list(told);
  show("classes");
  element("classes-title").focus();
}

/** Lets the facilitator into a class. */
async function open(one) {
  const token = await askToken("/api/login", { key, class: one.id, name: element("facilitator-name").value.trim() });
  forgetHash();
  leave();
  comeIn(token);
}

/** Forgets the key and the list. */
function leave() {
  key = undefined;
  element("groups").replaceChildren();
}

/** Asks for the list again and shows it. */
async function renew() {
  list(await ask("/api/classes", { key }));
}

/** Does something that the list offers, and says how it went. The list may be new: then the same button has the focus, or
 * the title once its class is gone. */
async function act(button, work) {
  element("done").textContent = "";
  element("trouble").textContent = "";
  button.disabled = true;
  try {
    element("done").textContent = (await work()) ?? "";
  } catch (reason) {
    element("trouble").textContent = reason.message;
  } finally {
    button.disabled = false;
    if (!element("classes").hidden) {
      (element(button.id) ?? element("classes-title")).focus();
    }
  }
}

/** Makes an element with words and children. */
function make(tag, words, ...children) {
  const made = document.createElement(tag);
  made.append(...(words ? [words] : []), ...children);
  return made;
}

/** Shows the list, and the exercises to choose from. */
function list({ classes, scenarios }) {
  element("groups").replaceChildren(...STATES.map((state) => group(state, classes.filter((one) => one.state === state))));
  const chosen = element("scenario").value;
  const options = scenarios.map(({ name, title }) => new Option(title, name, false, name === chosen));
  element("scenario").replaceChildren(...options);
}

function group(state, classes) {
  const heading = make("h2", say(`classes-${state}`));
  heading.id = `classes-${state}`;
  const rows = make("ul", "", ...classes.map(row));
  const made = make("section", "", heading, classes.length ? rows : make("p", say(`classes-none-${state}`)));
  made.setAttribute("aria-labelledby", heading.id);
  return made;
}

/** One class: what it is, what is wrong with it, what can be done. */
function row(one) {
  const facts = [say("class-code", one), people(one), say("class-teams", { count: one.teams }), when(one)];
  const made = make("li", "", make("h3", one.title), make("p", facts.join(" · ")));
  made.className = "card";
  if (!one.playable) {
    made.append(make("p", say("class-not-playable")));
  }
  if (one.missing.length) {
    const lost = make("ul", "", ...one.missing.map((sentence) => make("li", sentence)));
    made.append(make("div", "", make("p", say("class-damaged")), lost));
    made.lastChild.className = "damaged";
  }
  // A running class is ended first.
  const deeds = ["open", "copy", "record", ...(one.state === "running" ? [] : ["delete"])];
  const buttons = make("p", "", ...deeds.map((deed) => button(deed, one)));
  buttons.className = "deeds";
  made.append(buttons);
  return made;
}

function people({ people, here }) {
  const all = say("class-people", { count: people });
  return here ? say("class-here", { people: all, here }) : all;
}

/** When it was made or ended, and how long it is kept. */
function when(one) {
  const passed = one.ended_ms === null ? say("class-made", { date: moment(one.created_ms) })
    : say("class-over", { date: moment(one.ended_ms) });
  return one.keep_until_ms === null ? passed : `${passed}, ${say("class-kept", { date: day(one.keep_until_ms) })}`;
}

/** What the buttons do; gives what is said of it. */
const DEEDS = {
  open,
  async copy(one) {
    await ask(`/api/classes/${one.id}/copy`, { key, method: "POST" });
    await renew();
    return say("copied", one);
  },
  async record(one) {
    const { name, bytes } = await askFile(`/api/classes/${one.id}/record`, { key });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(bytes);
    link.download = name ?? `codedark-${one.code}.jsonl`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
    return say("recorded", one);
  },
  async delete(one) {
    if (!(await isSure(one))) {
      return undefined;
    }
    await ask(`/api/classes/${one.id}/delete`, { key, method: "POST" });
    await renew();
    return say("deleted", one);
  },
};

/** A button, which tells a screen reader the class too. */
function button(deed, one) {
  const which = make("span", ` ${say("class-which", one)}`);
  which.className = "unseen";
  const made = make("button", say(`class-${deed}`), which);
  made.type = "button";
  made.id = `${deed}-${one.id}`;
  made.className = { open: "main", delete: "grave" }[deed] ?? "quiet";
  made.addEventListener("click", () => act(made, () => DEEDS[deed](one)));
  return made;
}

/** Asks once more, and names the class. */
function isSure(one) {
  const sure = element("sure");
  element("sure-title").textContent = say("delete-title", one);
  element("sure-what").textContent = say("delete-what", { code: one.code, people: say("class-people", { count: one.people }) });
  element("sure-here").textContent = one.here ? say("delete-here", { count: one.here }) : "";
  sure.returnValue = "no";
  sure.showModal();
  return new Promise((resolve) => {
    sure.addEventListener("close", () => resolve(sure.returnValue === "yes"), { once: true });
  });
}

element("another").addEventListener("submit", (event) => {
  event.preventDefault();
  const scenario = element("scenario");
  const title = scenario.selectedOptions[0].text;
  const body = { scenario: scenario.value, teams: Number(element("teams").value) };
  act(event.target.querySelector("button"), async () => {
    await ask("/api/classes", { key, body });
    await renew();
    return say("prepared", { title });
  });
});

element("leave").addEventListener("click", () => {
  leave();
  location.reload();
});
