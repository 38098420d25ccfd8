// Failures: what this browser lacks, and what can break later. Each shows one sentence, what to do, and a button that loads
// the page again. The token stays where it is, so that the same press brings a player back to seat and screen.

import { element, token } from "./place.js";
import { say } from "./words.js";

/** winit leaves its start function by an exception that means nothing. */
const NO_FAILURE = "Using exceptions for control flow";
/** Longest detail that is shown, in characters. */
const DETAIL_CHARS_MAX = 4_000;

document.body.insertAdjacentHTML("beforeend", `
  <div id="failure" role="alertdialog" aria-labelledby="failure-what" aria-describedby="failure-do failure-kept" hidden>
    <div>
      <p class="brand">Code Dark</p>
      <h1 id="failure-what"></h1>
      <p id="failure-do"></p>
      <p id="failure-kept"></p>
      <button id="failure-reload" type="button" class="main"></button>
      <p id="failure-trouble" class="problem" role="alert"></p>
      <details id="failure-more">
        <summary data-word="failure-detail"></summary>
        <pre id="failure-detail"></pre>
      </details>
    </div>
  </div>`);

let failed = false;

/** What this browser lacks: the name of a failure, or nothing. */
export function missing() {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiateStreaming !== "function") {
    return "wasm";
  }
  const drawing = document.createElement("canvas").getContext("webgl2");
  if (!drawing) {
    return "webgl";
  }
  // A browser gives a page few of these.
  drawing.getExtension("WEBGL_lose_context")?.loseContext();
  try {
    sessionStorage.length;
  } catch {
    return "storage";
  }
  return null;
}

/** Shows a failure over everything. The first one counts: others follow from it. */
export function fail(kind, detail = "") {
  if (failed) {
    return;
  }
  failed = true;
  globalThis.codedarkMirrorPatch = undefined;
  lines.forEach((line) => line.close());
  element("stage").inert = true;
  element("failure-what").textContent = say(`failure-${kind}`);
  element("failure-do").textContent = say(`failure-${kind}-do`);
  element("failure-kept").textContent = kept(kind);
  element("failure-detail").textContent = String(detail).slice(0, DETAIL_CHARS_MAX);
  element("failure-more").hidden = detail === "";
  const reload = element("failure-reload");
  reload.textContent = say(missing() ? "try-again" : "reload");
  reload.addEventListener("click", comeBack);
  element("failure").hidden = false;
  reload.focus();
}

/** Loads the page again; not while the server is out of reach, since the browser would show a page of its own then. */
async function comeBack() {
  const trouble = element("failure-trouble");
  trouble.textContent = "";
  try {
    await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    location.reload();
  } catch {
    trouble.textContent = say("no-answer");
  }
}

/** What comes back with the reload. */
function kept(kind) {
  if (document.body.dataset.keeps === "draft") {
    return say("kept-draft");
  }
  return kind !== "storage" && token() ? say("kept-seat") : "";
}

/** Whether an error is the client's: a trap, or an exception on its way through the program. */
function isOurs(error) {
  const trapped = error instanceof WebAssembly.RuntimeError || String(error?.stack).includes("_bg.wasm");
  return trapped && !isNoFailure(error);
}

/** Whether an exception is only the client's way to leave its start function. */
export const isNoFailure = (error) => String(error).includes(NO_FAILURE);

/** Lines of the client that are open. */
const lines = new Set();

/** The client's kind of line. Who looks at a failure is not there: a stopped page must not go on answering for a person. */
function watched(Socket) {
  return class extends Socket {
    constructor(address) {
      if (failed) {
        throw new Error("this page has stopped");
      }
      super(address);
      lines.add(this);
      this.addEventListener("close", () => lines.delete(this));
    }
  };
}

/** Watches the client: its own word when it panics, what escapes it, and the loss of the picture. */
export function watch() {
  globalThis.WebSocket = watched(WebSocket);
  globalThis.codedarkFailed = fail;
  addEventListener("error", ({ error }) => isOurs(error) && fail("fault", error.stack));
  addEventListener("unhandledrejection", ({ reason }) => isOurs(reason) && fail("fault", reason.stack));
  element("codedark-canvas").addEventListener("webglcontextlost", () => fail("graphics"));
}
