// Questions to the server over HTTP. What it answers wrong is told as one sentence, its own where it gives one. Who asks as
// facilitator is told by a cookie that no script can read: the key is exchanged for it once.

import { say } from "./words.js";

/** Asks, and gives the answer when it is good; throws the sentence why not. */
async function answerTo(path, { body, method = body === undefined ? "GET" : "POST" } = {}) {
  const headers = body === undefined ? {} : { "content-type": "application/json" };
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Error(say("no-answer"));
  }
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    throw new Error(told.error || say("no-reason"));
  }
  return answer;
}

/** Asks, and gives what the server told. */
export async function ask(path, question) {
  const answer = await answerTo(path, question);
  return answer.json().catch(() => {
    throw new Error(say("no-reason"));
  });
}

/** Asks, and gives the text of the answer. */
export async function askText(path, question) {
  const answer = await answerTo(path, question);
  return answer.text().catch(() => {
    throw new Error(say("no-answer"));
  });
}

/** Asks for a file; gives its bytes and the name that the server gave it, if any. */
export async function askFile(path, question) {
  const answer = await answerTo(path, question);
  const name = /filename="?([\w.-]+)"?/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
  const bytes = await answer.blob().catch(() => {
    throw new Error(say("no-answer"));
  });
  return { name, bytes };
}

/** Asks for a token, and throws when there is none. */
export async function askToken(path, body) {
  const { token } = await ask(path, { body });
  if (!token) {
    throw new Error(say("no-reason"));
  }
  return token;
}

/** Exchanges the facilitator's key for the cookie of a session. */
export const beginSession = (key) => ask("/api/session", { body: { key } });

/** Ends the session, on the server too. */
export const endSession = () => ask("/api/session", { method: "DELETE" });

/** Exchanges a token for another one; gives the old one, which stays good, where the server does not give another now.
 * Throws the sentence when this page may ask nothing at all: no line would open either. */
export async function renewToken(token) {
  const answer = await fetch("/api/renew", { method: "POST", body: JSON.stringify({ token }) }).catch(() => undefined);
  const told = await answer?.json().catch(() => undefined);
  if (told?.reason === "refused-origin") {
    throw new Error(told.error);
  }
  return told?.token ?? token;
}
