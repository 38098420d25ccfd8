// All words of the page itself: the door, the list of classes, failures, and what the mirror answers. Another language is
// another file like this one. A word with a number in it has its plural forms, and `count` chooses.

const LANGUAGE = "en-GB";

const WORDS = {
  "door-lead": "An exercise for hospital teams: a cyber attack, from the quiet months before it to the weeks after.",
  "door-name": "Your name",
  "door-code": "Class code",
  "door-join": "Join the class",
  "door-facilitator": "I am the facilitator",
  "door-player": "I join with a class code",
  "door-key": "Facilitator key",
  "door-open": "Open the class",
  "door-open-list": "Show the classes",
  "door-all-classes": "Show all classes first",
  "door-workshop": "I write scenarios: open the workshop",
  "studio-lead": "Write a scenario, see at once what is wrong with it, and try it.",
  "studio-open": "Open the workshop",
  "studio-without": "Go on without the shipped scenarios",
  "studio-leave": "Back to the door",
  "no-answer": "The server does not answer. Check the connection and try again.",
  "no-reason": "The server refused, and did not say why.",

  "downloading": "Downloading the exercise",
  "downloaded": "{percent} %",
  "starting": "Starting the exercise",

  "classes-title": "Classes",
  "classes-leave": "Lock the list",
  "classes-prepared": "Prepared",
  "classes-running": "Running",
  "classes-ended": "Ended",
  "classes-none-prepared": "No class waits to begin.",
  "classes-none-running": "No class is running.",
  "classes-none-ended": "No class has ended yet.",
  "class-code": "Code {code}",
  "class-people": { one: "{count} person", other: "{count} people" },
  "class-here": "{people}, {here} here now",
  "class-teams": { one: "{count} team", other: "{count} teams" },
  "class-made": "Made {date}",
  "class-over": "Ended {date}",
  "class-kept": "kept until {date}",
  "class-not-playable": "An older version of Code Dark made this class. It opens to be read; it cannot be played on.",
  "class-damaged": "Its file was damaged. Missing:",
  "class-open": "Open",
  "class-copy": "Copy",
  "class-record": "Record",
  "class-delete": "Delete",
  "class-which": "{title}, code {code}",
  "copied": "A copy of “{title}” is prepared.",
  "deleted": "“{title}” (code {code}) is deleted.",
  "prepared": "“{title}” is prepared.",
  "recorded": "The record of “{title}” is among your downloads.",
  "delete-title": "Delete “{title}”?",
  "delete-what": "Class {code}, {people}. Its record, its debrief and its ratings are deleted for good.",
  "delete-here": {
    one: "{count} person is in this class now, and would be sent away.",
    other: "{count} people are in this class now, and would be sent away.",
  },
  "delete-yes": "Delete it for good",
  "delete-no": "Keep it",
  "another-title": "Prepare another class",
  "another-scenario": "Exercise",
  "another-teams": "Teams",
  "another-prepare": "Prepare the class",

  "reload": "Reload",
  "try-again": "Try again",
  "kept-seat": "Your place is kept: you come back to your seat and your screen.",
  "kept-draft": "Your draft is kept in this browser.",
  "failure-detail": "For whoever looks after the computers",
  "failure-wasm": "This browser cannot run Code Dark.",
  "failure-wasm-do":
    "WebAssembly is missing, too old or switched off. Use a current Firefox, Chrome, Edge or Safari; on a managed computer, "
    + "ask the IT department to allow WebAssembly for this page. Then press the button.",
  "failure-webgl": "This browser cannot draw Code Dark.",
  "failure-webgl-do":
    "WebGL 2 is missing or switched off. Switch on “Use graphics acceleration” in the browser's settings and start the "
    + "browser again, or use another browser or computer; on a remote desktop, use the browser of the computer in front of "
    + "you. Then press the button.",
  "failure-storage": "This browser does not let the page remember who you are.",
  "failure-storage-do": "Allow cookies and site data for this page in the browser's settings. Then press the button.",
  "failure-download": "The exercise did not arrive completely.",
  "failure-download-do": "Check the network connection, then press the button.",
  "failure-graphics": "The picture was lost: the computer took its graphics away from this page.",
  "failure-graphics-do":
    "That happens after sleep, with a new driver, or when many pages are open. Press the button; if it comes back, close other "
    + "pages first.",
  "failure-fault": "A fault in the page stopped it.",
  "failure-fault-do": "Press the button. If it happens again, tell your facilitator.",

  "press-gone": "“{name}” has just gone from the screen: nothing was done.",
  "press-locked": "“{name}” cannot be used now: nothing was done.",
};

const plurals = new Intl.PluralRules(LANGUAGE);
const moments = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeStyle: "short" });
const days = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium" });

/** A word with its gaps filled. */
export function say(id, values = {}) {
  const found = WORDS[id];
  const pattern = typeof found === "string" ? found : found[plurals.select(values.count)];
  return pattern.replace(/\{(\w+)\}/g, (_, gap) => values[gap]);
}

/** A moment, from milliseconds since 1970. */
export const moment = (ms) => moments.format(ms);

/** The day of a moment. */
export const day = (ms) => days.format(ms);

/** Puts the words into elements that name theirs as `data-word`. */
export function fillWords(root) {
  for (const element of root.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
}
