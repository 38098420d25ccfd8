// Questions to the server over HTTP. What it answers wrong is told as one sentence, its own where it gives one.

import { say } from "./words.js";

/** Header that carries the facilitator's key. */
const KEY_HEADER = "x-facilitator-key";

/** Asks, and gives the answer when it is good; throws the sentence why not. */
async function answerTo(path, { key, body, method = body === undefined ? "GET" : "POST" } = {}) {
  const headers = {
    ...(key === undefined ? {} : { [KEY_HEADER]: key }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
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
