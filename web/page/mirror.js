// The mirror: the client's accessibility tree as elements, patched by id and never rebuilt, so that focus stays.
//
// Elements lie on their node's bounds and let the mouse through to the picture. What a person does with them by
// keyboard or screen reader goes back to the client as a deed: click, focus, enter, text.

/** Elements by id. */
const shown = new Map();

const deed = (id, what, text = "") => globalThis.codedarkMirrorDeed?.(id, what, text);

/** Makes the element of a role. */
function make(row) {
  const native = { button: "button", togglebutton: "button", textbox: "input", textarea: "textarea", text: "span", heading: "h2" };
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
  made.addEventListener("focus", () => deed(row.id, "focus"));
  if (row.role === "textbox" || row.role === "textarea") {
    if (row.role === "textbox") {
      made.type = "text";
    }
    made.addEventListener("input", () => deed(row.id, "text", made.value));
    made.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && row.role === "textbox") {
        deed(row.id, "enter");
      }
    });
  } else {
    made.addEventListener("click", () => {
      if (made.getAttribute("aria-disabled") !== "true") {
        deed(row.id, "click");
      }
    });
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

/** Words and states of an element. */
function fill(made, row) {
  if (row.role === "textbox" || row.role === "textarea") {
    attribute(made, "aria-label", row.name);
    // A person's typing is ahead of the client's echo.
    if (document.activeElement !== made || row.value === undefined || row.value === "") {
      made.value = row.value ?? "";
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
    fill(made, row);
  }
  if (patch.order) {
    arrange(mirror, patch.order);
  }
  if (focused?.isConnected && document.activeElement !== focused) {
    focused.focus({ preventScroll: true });
  }
}
