// The studio's door: changes the facilitator's key for a session of this browser, and gets the shipped texts with it. The key
// goes nowhere else: the program never sees it. Without a session an author opens files, and writes on at drafts.

import { fail, missing } from "../failure.js";
import { element, show } from "../place.js";
import { askText } from "../server.js";
import { STUDIO, openStage } from "../stage.js";
import { fillWords } from "../words.js";
import "./page.js";

const SESSION = "/api/session";
const TEXTS = "/api/studio/texts";

/** Opens the studio with what the session gives. */
async function openWithTexts() {
  globalThis.codedarkTexts = await askText(TEXTS);
  openStage(STUDIO);
}

element("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const [key, button, problem] = [element("key"), event.target.querySelector("button"), element("problem")];
  problem.textContent = "";
  button.disabled = true;
  try {
    await askText(SESSION, { body: { key: key.value.trim() } });
    key.value = "";
    await openWithTexts();
  } catch (reason) {
    problem.textContent = reason.message;
  } finally {
    button.disabled = false;
  }
});

element("without").addEventListener("click", () => openStage(STUDIO));

async function begin() {
  element("unready").remove();
  fillWords(document);
  const lack = missing();
  if (lack) {
    fail(lack);
    return;
  }
  try {
    await openWithTexts();
  } catch {
    // No session yet, or none any more.
    show("door");
    element("key").focus();
  }
}

begin();
