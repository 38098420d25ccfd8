// The mirror: the client's accessibility tree as elements, patched by id and never rebuilt, so that focus stays.
//
// Elements lie on their node's bounds and let the mouse through to the picture. What a person does with them by
// keyboard or screen reader goes back to the client as a deed: click, focus, enter, text. A deed has a number, and a patch
// tells the last one that it knows of: what it says of a box that was typed into since then is out of date. A press tells
// the name that the person read, and is done on what has this name, or answered.

import { say } from "./words.js";

/** How long an answer stands, in milliseconds. */
const ANSWER_MS = 8_000;
/** How long after an element has gone a press is still meant for it, in milliseconds. */
const GONE_MS = 2_000;

/** Roles of boxes that are typed into. */
const TYPED = ["textbox", "password", "textarea"];

/** Elements by id. */
const shown = new Map();
/** Number of the last deed. */
let deeds = 0;
/** The element that had the focus when it went, and when. */
let gone = { name: "", at_ms: -Infinity };

/** Brings what was done with an element to the client; gives the deed's number. */
function deed(made, what, text = "") {
  deeds += 1;
  globalThis.codedarkMirrorDeed?.(deeds, Number(made.dataset.node), made.dataset.name, what, text);
  return deeds;
}

/** Tells a person why a press did nothing, for a while. */
export function answer(place, sentence) {
  place.textContent = sentence;
  setTimeout(() => {
    if (place.textContent === sentence) {
      place.textContent = "";
    }
  }, ANSWER_MS);
}

/** Answers presses that were meant for an element which has just gone and left the focus nowhere. */
export function answerLatePresses(place) {
  document.addEventListener("keydown", ({ key, repeat }) => {
    const nowhere = document.activeElement === document.body && performance.now() - gone.at_ms < GONE_MS;
    if (nowhere && !repeat && (key === "Enter" || key === " ")) {
      answer(place, say("press-gone", { name: gone.name }));
    }
  });
}

/** Makes the element of a role. */
function make(row) {
  const native = {
    button: "button", togglebutton: "button", textbox: "input", password: "input", textarea: "textarea", text: "span", heading: "h2",
  };
  const tag = native[row.role] ?? (["combobox", "option", "tab", "checkbox"].includes(row.role) ? "button" : "div");
  const made = document.createElement(tag);
  made.dataset.node = row.id;
  if (tag === "button") {
    made.type = "button";
  }
  if (!native[row.role]) {
    made.setAttribute("role", row.role);
  }
  listen(made, row);
  return made;
}

/** Brings what people do with an element back to the client. */
function listen(made, row) {
  if (["text", "heading", "progressbar", "img", "alert"].includes(row.role)) {
    return;
  }
  made.addEventListener("focus", () => deed(made, "focus"));
  if (TYPED.includes(row.role)) {
    if (row.role !== "textarea") {
      made.type = row.role === "password" ? "password" : "text";
    }
    made.addEventListener("input", () => {
      made.dataset.typed = deed(made, "text", made.value);
    });
    made.addEventListener("keydown", (event) => {
      // Enter that only confirms a composed word is not meant for the box. Safari tells it by the old code alone.
      const composes = event.isComposing || event.keyCode === 229;
      if (event.key === "Enter" && !composes && row.role !== "textarea") {
        deed(made, "enter");
      }
    });
  } else {
    made.addEventListener("click", () => deed(made, "click"));
  }
}

/** Sets an attribute, or takes it away, only when it differs: each change is announced. */
function attribute(made, name, value) {
  if (value === null || value === undefined) {
    made.removeAttribute(name);
  } else if (made.getAttribute(name) !== String(value)) {
    made.setAttribute(name, value);
  }
}

/** Words and states of an element; `heard` is the last deed that the client knew of. */
function fill(made, row, heard) {
  made.dataset.name = row.name;
  if (TYPED.includes(row.role)) {
    attribute(made, "aria-label", row.name);
    const ahead = Number(made.dataset.typed ?? 0) > heard;
    // A secret goes to the program, and never comes from it.
    if (!ahead && row.role !== "password" && row.value !== undefined && made.value !== row.value) {
      made.value = row.value;
    }
  } else if (row.role === "progressbar" || row.role === "img" || row.role === "combobox") {
    attribute(made, "aria-label", row.name);
    attribute(made, "title", row.role === "combobox" ? row.value : undefined);
  } else if (made.textContent !== row.name) {
    made.textContent = row.name;
  }
  if (row.role === "progressbar") {
    attribute(made, "aria-valuenow", row.value);
  }
  const state = { togglebutton: "aria-pressed", checkbox: "aria-checked", option: "aria-selected", tab: "aria-selected" };
  if (state[row.role]) {
    attribute(made, state[row.role], String(row.on ?? false));
  }
  if (made.tagName === "BUTTON" || ["INPUT", "TEXTAREA"].includes(made.tagName)) {
    attribute(made, "aria-disabled", row.disabled ? "true" : undefined);
  }
  const [left, top, width, height] = row.at;
  made.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
}

/** Puts elements into reading order, moving only those that stand wrong. */
function arrange(mirror, order) {
  const wanted = new Set(order);
  for (const [id, made] of shown) {
    if (!wanted.has(id)) {
      if (made === document.activeElement) {
        gone = { name: made.dataset.name, at_ms: performance.now() };
      }
      made.remove();
      shown.delete(id);
    }
  }
  let place = mirror.firstChild;
  for (const id of order) {
    const made = shown.get(id);
    if (!made) {
      continue;
    }
    if (made === place) {
      place = place.nextSibling;
    } else {
      mirror.insertBefore(made, place);
    }
  }
}

/** Applies a patch of the client. An element that was moved or made anew keeps the focus: the next key is for it. */
export function showPatch(mirror, patch) {
  let focused = mirror.contains(document.activeElement) ? document.activeElement : null;
  for (const row of patch.set) {
    let made = shown.get(row.id);
    if (made?.dataset.role !== row.role) {
      const old = made;
      made = make(row);
      made.dataset.role = row.role;
      shown.set(row.id, made);
      old?.replaceWith(made);
      focused = focused === old ? made : focused;
    }
    fill(made, row, patch.heard);
  }
  if (patch.order) {
    arrange(mirror, patch.order);
  }
  if (focused?.isConnected && document.activeElement !== focused) {
    focused.focus({ preventScroll: true });
  }
}
