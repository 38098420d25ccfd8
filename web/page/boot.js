// The door: asks who comes in, keeps the token for reloads of this tab, then opens the stage.
// A browser that cannot show the exercise is told so before anybody is let in.

import { openClasses } from "./classes.js";
import { fail, missing } from "./failure.js";
import { CLASSES, element, keepToken, show, takeTold, token } from "./place.js";
import { askToken } from "./server.js";
import { openStage } from "./stage.js";
import { fillWords, say } from "./words.js";

const problem = element("problem");
const join = element("join");
const login = element("login");
const other = element("other");
const all = element("all");

/** Sends a form, and says what is wrong with it. */
async function enter(form, how) {
  const button = form.querySelector("button");
  problem.textContent = "";
  button.disabled = true;
  try {
    await how();
  } catch (reason) {
    problem.textContent = reason.message;
  } finally {
    button.disabled = false;
  }
}

/** Keeps a token and opens the stage. */
function comeIn(token) {
  keepToken(token);
  openStage();
}

/** Shows one of the two forms. */
function showForm(facilitator) {
  const wantsList = location.hash === CLASSES;
  login.hidden = !facilitator;
  join.hidden = facilitator;
  all.hidden = !facilitator || wantsList;
  login.querySelector("button").textContent = say(wantsList ? "door-open-list" : "door-open");
  problem.textContent = "";
  other.textContent = say(facilitator ? "door-player" : "door-facilitator");
}

join.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = { name: element("name").value.trim(), code: element("code").value.trim() };
  enter(join, async () => comeIn(await askToken("/api/join", question)));
});

login.addEventListener("submit", (event) => {
  event.preventDefault();
  const key = element("key").value.trim();
  enter(login, () => openClasses(key, location.hash === CLASSES, comeIn));
});

other.addEventListener("click", () => {
  const facilitator = login.hidden;
  showForm(facilitator);
  element(facilitator ? "key" : "name").focus();
});

all.addEventListener("click", () => {
  location.hash = CLASSES;
});

addEventListener("hashchange", () => {
  if (!element("door").hidden) {
    showForm(location.hash === CLASSES);
    element(location.hash === CLASSES ? "key" : "name").focus();
  } else if (location.hash === CLASSES) {
    // From the stage, too, the list begins with the key.
    location.reload();
  }
});

function begin() {
  element("unready").remove();
  fillWords(document);
  const lack = missing();
  if (lack) {
    fail(lack);
  } else if (token() && location.hash !== CLASSES) {
    openStage();
  } else {
    element("code").value = new URLSearchParams(location.search).get("code") ?? "";
    showForm(location.hash === CLASSES);
    problem.textContent = takeTold();
    show("door");
  }
}

begin();
