// The real server with a fresh store, started on a free port and ended by its own process.

import { spawn, execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SEEN_MS_MAX } from "./patience.mjs";

/** Root of the project. */
export const PROJECT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
/** What facilitators log in with here. */
export const KEY = "TESTTESTTEST";
/** Seed of all dice, so that each run plays the same luck. */
export const SEED = "7";

/** The folder of the page that was built. */
export const PAGE = process.env.CODEDARK_PAGE ?? join(PROJECT, "web/dist");

/** Path of the program `codedark`. */
export function program() {
  const folder = process.env.CARGO_TARGET_DIR ?? join(PROJECT, "target");
  const found = process.env.CODEDARK ?? join(folder, "release/codedark");
  if (!existsSync(found) || !existsSync(PAGE)) {
    throw new Error("The server or the page is not built: run `cargo host` or `cargo verify` once.");
  }
  return found;
}

/** Runs another task of the program, such as `replay`, and returns what it printed. */
export async function codedark(...words) {
  const { stdout } = await promisify(execFile)(program(), words, { cwd: PROJECT });
  return stdout;
}

/** A house: a store that outlives its servers. */
export class House {
  /** A new house; `options` are further words for `codedark serve`. */
  static async open(...options) {
    const house = new House();
    house.options = options;
    house.folder = await mkdtemp(join(tmpdir(), "codedark-"));
    house.data = join(house.folder, "class.sqlite");
    // Not on the command line, which everybody on the computer can read.
    house.key = join(house.folder, "key");
    await writeFile(house.key, KEY, { mode: 0o600 });
    await house.start("127.0.0.1:0");
    return house;
  }

  /** Starts a server on this store and waits until it has told its address and the class's code. */
  async start(listen) {
    const words = ["serve", "--listen", listen, "--data", this.data, "--page", PAGE, "--key-file", this.key, "--seed", SEED, ...this.options];
    const server = spawn(program(), words, { cwd: PROJECT, stdio: ["ignore", "pipe", "inherit"] });
    this.server = server;
    this.ended = new Promise((resolve) => server.once("exit", resolve));
    let printed = "";
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no address after ${SEEN_MS_MAX} ms: ${printed}`)), SEEN_MS_MAX);
      server.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
      server.stdout.on("data", (chunk) => {
        printed += chunk;
        this.address = printed.match(/http:\/\/[\d.]+:\d+/)?.[0];
        this.code = printed.match(/People join with:\s+(\S+)/)?.[1];
        if (this.address && this.code) {
          clearTimeout(late);
          resolve();
        }
      });
    });
  }

  /** Ends the server as a power cut would. */
  async crash() {
    this.server.kill("SIGKILL");
    await this.ended;
  }

  /** Starts a server again where the last one was. */
  async restart() {
    await this.start(new URL(this.address).host);
  }

  async close() {
    if (this.server.exitCode === null && this.server.signalCode === null) {
      this.server.kill("SIGTERM");
      await this.ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
