// A relay between pages and the server: passes all bytes on, until it is told to stop within an answer.

import { once } from "node:events";
import { createServer, connect } from "node:net";

/** A relay before a house. Pages are opened at its address. */
export class Relay {
  /** A new relay on a free port. */
  static async before(house) {
    const relay = new Relay();
    const server = new URL(house.address);
    relay.sockets = new Set();
    relay.server = createServer((page) => relay.join(page, connect(Number(server.port), server.hostname)));
    relay.server.listen(0, "127.0.0.1");
    await once(relay.server, "listening");
    relay.address = `http://127.0.0.1:${relay.server.address().port}`;
    return relay;
  }

  /** Passes bytes on, both ways; each end goes with the other. */
  join(page, server) {
    for (const [from, to] of [[page, server], [server, page]]) {
      this.sockets.add(from);
      from.on("error", () => {});
      from.on("close", () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
    let left = Infinity;
    page.on("data", (bytes) => {
      if (this.stop && bytes.includes(`GET ${this.stop.path} `)) {
        left = this.stop.bytes;
      }
      server.write(bytes);
    });
    server.on("data", (bytes) => {
      page.write(bytes);
      left -= bytes.length;
      if (left <= 0 && this.stop) {
        left = Infinity;
        server.pause();
        this.stop.reached({ goOn: () => server.resume(), cut: () => page.destroy() });
        this.stop = undefined;
      }
    });
  }

  /** Stops within the next answer for a path, after so many bytes; gives `goOn` and `cut` once it has. */
  stopWithin(path, bytes) {
    return new Promise((reached) => {
      this.stop = { path, bytes, reached };
    });
  }

  async close() {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.close();
    await once(this.server, "close");
  }
}
