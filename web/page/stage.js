// The stage: loads the client, with its progress, and hands it the canvas. The client takes the token from the session's
// storage.

import { fail, isNoFailure, watch } from "./failure.js";
import { answer, answerLatePresses, showPatch } from "./mirror.js";
import { element, show } from "./place.js";
import { say } from "./words.js";
import "./workshop.js";

const PROGRAM = "client_bg.wasm";
/** A download that brings nothing for this long is given up. */
const SILENCE_MS_MAX = 30_000;

/** Shows the stage and starts the client in it. What goes wrong has a page. */
export async function openStage() {
  show("stage");
  watch();
  globalThis.codedarkMirrorPatch = (json) => {
    element("loading").hidden = true;
    showPatch(element("mirror"), JSON.parse(json));
  };
  answerLatePresses(element("answer"));
  globalThis.codedarkMirrorAnswer = (what, name) => answer(element("answer"), say(`press-${what}`, { name }));
  element("loading-what").textContent = say("downloading");
  const arrived = { all: false, whole: false };
  try {
    await start(arrived);
  } catch (reason) {
    if (!isNoFailure(reason)) {
      fail(kindOf(reason, arrived), reason?.stack ?? reason);
    }
  }
}

/** What kind of failure it is that the client does not start. */
function kindOf(reason, arrived) {
  if (!arrived.all) {
    return "download";
  }
  if (reason instanceof WebAssembly.CompileError) {
    return arrived.whole ? "wasm" : "download";
  }
  return "fault";
}

/** Downloads both halves of the client and runs it; `arrived` tells when all is here, and whether it is as long as it
 * should be. */
async function start(arrived) {
  const patience = new AbortController();
  const [client, program, size_bytes] = await Promise.all([
    import("./client.js"),
    fetch(PROGRAM, { signal: patience.signal }),
    programSize(),
  ]);
  if (!program.ok) {
    throw new Error(`${PROGRAM}: ${program.status}`);
  }
  // The browser compiles while it downloads, and keeps what it compiled only of an answer that it got itself.
  const copy = program.clone();
  const running = client.default({ module_or_path: program });
  // It may fail first when the line breaks, and is waited for below.
  running.catch(() => {});
  const read_bytes = await count(copy.body.getReader(), size_bytes, patience);
  Object.assign(arrived, { all: true, whole: read_bytes === size_bytes });
  element("loading-what").textContent = say("starting");
  element("loading-percent").textContent = "";
  element("loading-share").removeAttribute("value");
  await running;
}

/** Bytes of the program as the builder counted them: the server sends them compressed, and tells that length only. */
async function programSize() {
  try {
    return (await (await fetch("sizes.json")).json())[PROGRAM];
  } catch {
    return undefined;
  }
}

/** Reads to the end, and shows the progress; gives the bytes that came. */
async function count(reader, size_bytes, patience) {
  const share = element("loading-share");
  let read_bytes = 0;
  for (;;) {
    const late = setTimeout(() => patience.abort(new Error(`nothing for ${SILENCE_MS_MAX} ms`)), SILENCE_MS_MAX);
    const { done, value } = await reader.read().finally(() => clearTimeout(late));
    if (done) {
      return read_bytes;
    }
    read_bytes += value.length;
    if (size_bytes) {
      share.value = Math.min(1, read_bytes / size_bytes);
      element("loading-percent").textContent = say("downloaded", { percent: Math.floor(share.value * 100) });
    }
  }
}
