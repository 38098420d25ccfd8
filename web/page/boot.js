// The door: asks who comes in, keeps the token for reloads of this tab, then starts the client. Authors come in without one.

import { showPatch } from "./mirror.js";
import "./workshop.js";

const TOKEN_KEY = "codedark-token";
/** The end of the address in the workshop, which needs no class: a reload comes back there. */
const WORKSHOP = "#workshop";

const element = (id) => document.getElementById(id);
const door = element("door");
const problem = element("problem");
const join = element("join");
const login = element("login");
const other = element("other");

/** Posts a question and gives back the token; throws the server's sentence why not. */
async function askToken(path, question) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(question),
    });
  } catch {
    throw new Error("The server does not answer. Check the connection and try again.");
  }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok || !told.token) {
    throw new Error(told.error || "The server refused, and did not say why.");
  }
  return told.token;
}

/** Sends a form and, with a token, opens the stage. */
async function enter(form, path, question) {
  const button = form.querySelector("button");
  problem.textContent = "";
  button.disabled = true;
  try {
    sessionStorage.setItem(TOKEN_KEY, await askToken(path, question));
    await openStage();
  } catch (reason) {
    problem.textContent = reason.message;
  } finally {
    button.disabled = false;
  }
}

/** Loads the client and hands it the canvas. The client takes the token from the session's storage. */
async function openStage() {
  door.hidden = true;
  element("stage").hidden = false;
  globalThis.codedarkMirrorPatch = (json) => {
    element("loading").hidden = true;
    showPatch(element("mirror"), JSON.parse(json));
  };
  const client = await import("./client.js");
  try {
    await client.default({ module_or_path: "client_bg.wasm" });
  } catch (reason) {
    // The window's event loop leaves its start function by an exception that means nothing.
    if (!String(reason).includes("Using exceptions for control flow")) {
      element("loading").textContent = "The exercise could not be started in this browser.";
      throw reason;
    }
  }
}

join.addEventListener("submit", (event) => {
  event.preventDefault();
  enter(join, "/api/join", { name: join.elements.name.value.trim(), code: element("code").value.trim() });
});

login.addEventListener("submit", (event) => {
  event.preventDefault();
  enter(login, "/api/login", { key: element("key").value.trim() });
});

other.addEventListener("click", () => {
  const facilitator = login.hidden;
  login.hidden = !facilitator;
  join.hidden = facilitator;
  problem.textContent = "";
  other.textContent = facilitator ? "I join with a class code" : "I am the facilitator";
  element(facilitator ? "key" : "name").focus();
});

const codeInAddress = new URLSearchParams(location.search).get("code");
if (codeInAddress) {
  element("code").value = codeInAddress;
}

element("workshop").addEventListener("click", () => {
  location.hash = WORKSHOP;
  openStage();
});

if (location.hash === WORKSHOP || sessionStorage.getItem(TOKEN_KEY)) {
  openStage();
}
