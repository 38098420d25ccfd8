// Native and WebAssembly agree: the competent reference run of each exercise, and of the linked one, ends in the same state
// hash.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const golden = new URL('../../game/sim/tests/golden/reference_hashes.txt', import.meta.url);

test('each exercise ends in the same state in WebAssembly as natively', async () => {
  const path = process.env.CODEDARK_EXERCISE_WASM;
  assert.ok(path, 'CODEDARK_EXERCISE_WASM names the built example reference_run.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(path), {});
  const block = readFileSync(golden, 'utf8').split(/^model \d+$/m).at(-1).trim().split('\n');
  const chosen = [...block.keys()].filter((run) => / 7 competent /.test(block[run]));
  assert.equal(chosen.length, 11, 'ten exercises, and one of them linked');
  const found = chosen.map((run) => {
    let line = '';
    for (let at = 0, char; (char = instance.exports.reference_run_char(run, at)) !== 0; at += 1) {
      line += String.fromCharCode(char);
    }
    return line;
  });
  assert.deepEqual(found, chosen.map((run) => block[run]));
});
