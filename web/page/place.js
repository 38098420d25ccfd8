// Where this tab is: whose token it holds, and what the end of the address says. Both survive a reload; the facilitator's
// key is in neither.

const TOKEN_KEY = "codedark-token";
const TOLD_KEY = "codedark-told";
/** The end of the address for the list of classes. */
export const CLASSES = "#classes";

/** An element of the page. */
export const element = (id) => document.getElementById(id);

/** Shows one of the page's views, and hides the others. */
export function show(view) {
  for (const each of document.querySelectorAll("[data-view]")) {
    each.hidden = each.id !== view;
  }
}

/** Who speaks, once somebody has come in. */
export const token = () => sessionStorage.getItem(TOKEN_KEY);

/** Keeps who speaks; the client reads it. */
export const keepToken = (token) => sessionStorage.setItem(TOKEN_KEY, token);

/** Why the client sent somebody back to the door, once. */
export function takeTold() {
  const told = sessionStorage.getItem(TOLD_KEY) ?? "";
  sessionStorage.removeItem(TOLD_KEY);
  return told;
}

/** Takes the end of the address away, without leaving the page. */
export const forgetHash = () => history.replaceState(null, "", location.pathname + location.search);
