// A line that can go dead: bytes between pages and a server pass through here, until they are held back. Nothing is closed
// then, as when somebody walks out of reach of a wireless network: neither side is told. Within one answer of the server it
// can stop, too, and then go on or break.

import { connect, createServer } from "node:net";

/** A relay in front of a house. Pages open it like a house. */
export class Relay {
  static async before(house) {
    const relay = new Relay();
    relay.code = house.code;
    relay.pairs = new Set();
    relay.held = false;
    relay.kept = undefined;
    const { hostname, port } = new URL(house.address);
    relay.server = createServer((near) => relay.carry(near, connect(Number(port), hostname)));
    await new Promise((resolve) => relay.server.listen(0, "127.0.0.1", resolve));
    relay.address = `http://127.0.0.1:${relay.server.address().port}`;
    return relay;
  }

  carry(near, far) {
    const pair = { near, far };
    this.pairs.add(pair);
    for (const [from, to] of [[near, far], [far, near]]) {
      from.on("data", (bytes) => {
        if (from === near && this.kept && (pair.begun || isFrame(bytes))) {
          this.keepMessages(pair, bytes);
          return;
        }
        to.write(bytes);
        from === near ? this.watchFor(bytes, far) : null;
      });
      // A line that breaks here breaks on the other side, too, but only once bytes pass again.
      from.on("close", () => (this.held ? null : to.destroy()));
      from.on("error", () => {});
      if (this.held) {
        from.pause();
      }
    }
  }

  /** Keeps the messages among what a page sent, and passes on the rest: an answer to a ping may come in the same bytes. */
  keepMessages(pair, bytes) {
    const [frames, begun] = framesOf(Buffer.concat([pair.begun ?? Buffer.alloc(0), bytes]));
    pair.begun = begun.length > 0 ? begun : undefined;
    for (const frame of frames) {
      isMessage(frame) ? this.kept.push(() => pair.far.write(frame)) : pair.far.write(frame);
    }
  }

  /** Begins to count an answer when this is the question that was waited for. */
  watchFor(question, far) {
    if (!this.stop || !question.includes(`GET ${this.stop.path} `)) {
      return;
    }
    const { bytes, reached } = this.stop;
    this.stop = undefined;
    let left = bytes;
    far.on("data", function count(answer) {
      left -= answer.length;
      if (left <= 0) {
        far.off("data", count);
        far.pause();
        reached({ goOn: () => far.resume(), cut: () => far.destroy() });
      }
    });
  }

  /** Stops within the next answer for a path, after so many bytes; gives `goOn` and `cut` once it has. */
  stopWithin(path, bytes) {
    return new Promise((reached) => {
      this.stop = { path, bytes, reached };
    });
  }

  /** Keeps what pages say from now on, until everything is released. Answers to pings pass: the line is alive, and slow. */
  keepWhatIsSaid() {
    this.kept = [];
  }

  /** Lets no byte pass any more, in either direction, on lines that are there and on new ones. */
  hold() {
    this.held = true;
    this.pairs.forEach(({ near, far }) => [near, far].forEach((socket) => socket.pause()));
  }

  /** Lets everything pass that was held back, however old. */
  release() {
    this.held = false;
    this.kept?.forEach((passOn) => passOn());
    this.kept = undefined;
    for (const pair of this.pairs) {
      pair.begun ? pair.far.write(pair.begun) : null;
      pair.begun = undefined;
    }
    this.pairs.forEach(({ near, far }) => [near, far].forEach((socket) => socket.resume()));
  }

  async close() {
    this.pairs.forEach(({ near, far }) => [near, far].forEach((socket) => socket.destroy()));
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Whether bytes begin with a frame of a WebSocket, and not with letters of a request. */
const isFrame = (bytes) => (bytes[0] & 0x80) !== 0;

/** Whether a frame is a message, and not an answer to a ping. */
const isMessage = (frame) => [0x1, 0x2].includes(frame[0] & 0x0f);

/** The whole frames at the beginning of what a page sent, and the bytes of the one that has only begun (RFC 6455, 5.2). */
function framesOf(bytes) {
  const frames = [];
  let at = 0;
  while (bytes.length - at >= 14 || (bytes.length - at >= 6 && (bytes[at + 1] & 0x7f) < 126)) {
    const length = bytes[at + 1] & 0x7f;
    const [head, payload] =
      length === 126 ? [4, bytes.readUInt16BE(at + 2)] : length === 127 ? [10, Number(bytes.readBigUInt64BE(at + 2))] : [2, length];
    const end = at + head + 4 + payload;
    if (end > bytes.length) {
      break;
    }
    frames.push(bytes.subarray(at, end));
    at = end;
  }
  return [frames, bytes.subarray(at)];
}
