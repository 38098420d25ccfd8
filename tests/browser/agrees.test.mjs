// Native and WebAssembly agree on one whole exercise: the competent reference run ends in the same state hash.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const golden = new URL('../../game/sim/tests/golden/reference_hashes.txt', import.meta.url);

test('a whole exercise ends in the same state in WebAssembly as natively', async () => {
  const path = process.env.CODEDARK_EXERCISE_WASM;
  assert.ok(path, 'CODEDARK_EXERCISE_WASM names the built example exercise_hash.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(path), {});
  let hash = '';
  for (let at = 0, char; (char = instance.exports.exercise_hash_char(at)) !== 0; at += 1) {
    hash += String.fromCharCode(char);
  }
  const native = readFileSync(golden, 'utf8').match(/^competent (\w+)$/m)[1];
  assert.equal(hash, native);
});
