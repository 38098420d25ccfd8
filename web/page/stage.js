// The stage of both pages: loads a program, with its progress, and hands it the canvas.

import { fail, isNoFailure, watch } from "./failure.js";
import { answer as tell, answerLatePresses, showPatch } from "./mirror.js";
import { element, show } from "./place.js";
import { say } from "./words.js";

/** The player's program, as the builder named its two halves. */
const CLIENT = "client";
/** The authors' program. */
export const STUDIO = "studio/studio";
/** A download that brings nothing for this long is given up. */
const SILENCE_MS_MAX = 30_000;

document.body.insertAdjacentHTML("beforeend", `
  <div id="stage" data-view hidden>
    <div id="loading">
      <p id="loading-what" role="status"></p>
      <progress id="loading-share" aria-labelledby="loading-what"></progress>
      <p id="loading-percent" aria-hidden="true"></p>
    </div>
    <canvas id="codedark-canvas" tabindex="0" aria-hidden="true"></canvas>
    <div id="mirror" role="group" aria-label="Code Dark"></div>
    <p id="answer" role="status"></p>
  </div>`);

/** Shows the stage and starts a program in it, the player's where none is named. What goes wrong has a page. */
export async function openStage(program = CLIENT) {
  show("stage");
  watch();
  globalThis.codedarkMirrorPatch = (json) => {
    element("loading").hidden = true;
    showPatch(element("mirror"), JSON.parse(json));
  };
  answerLatePresses(element("answer"));
  globalThis.codedarkMirrorAnswer = (what, name) => tell(element("answer"), say(`press-${what}`, { name }));
  element("loading-what").textContent = say("downloading");
  const arrived = { all: false, whole: false };
  try {
    await start(program, arrived);
  } catch (reason) {
    if (!isNoFailure(reason)) {
      fail(kindOf(reason, arrived), reason?.stack ?? reason);
    }
  }
}

/** What kind of failure it is that a program does not start. */
function kindOf(reason, arrived) {
  if (!arrived.all) {
    return "download";
  }
  if (reason instanceof WebAssembly.CompileError) {
    return arrived.whole ? "wasm" : "download";
  }
  return "fault";
}

/** Downloads both halves of a program and runs it; `arrived` tells when all is here, and whether it is as long as it
 * should be. */
async function start(program, arrived) {
  const patience = new AbortController();
  const wasm = `${program}_bg.wasm`;
  const [script, answer, size_bytes] = await Promise.all([
    import(`./${program}.js`),
    fetch(new URL(wasm, import.meta.url), { signal: patience.signal }),
    programSize(wasm),
  ]);
  if (!answer.ok) {
    throw new Error(`${wasm}: ${answer.status}`);
  }
  // The browser compiles while it downloads, and keeps what it compiled only of an answer that it got itself.
  const copy = answer.clone();
  const running = script.default({ module_or_path: answer });
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
async function programSize(wasm) {
  try {
    return (await (await fetch(new URL("sizes.json", import.meta.url))).json())[wasm];
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
