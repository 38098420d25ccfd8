// What the studio needs of the page: a file of the author's, a download, questions to the server, and the ways out.

import { keepToken } from "../place.js";
import { say } from "../words.js";

/** Lets the author choose a file, and hands its name and text over. */
globalThis.codedarkChooseFile = (take) => {
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = ".ron,text/plain";
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    if (file) {
      take(file.name, await file.text());
    }
  });
  chooser.click();
};

/** Gives the author a text as a file. */
globalThis.codedarkDownload = (name, text) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
};

/** Asks the server, as whoever has this browser's session, and hands over the status and the text of its answer; status 0 is
 * no answer. */
globalThis.codedarkAsk = async (method, path, body, take) => {
  try {
    const sent = method === "POST" ? { headers: { "content-type": "text/plain" }, body } : {};
    const answer = await fetch(path, { method, ...sent });
    take(answer.status, await answer.text());
  } catch {
    take(0, say("no-answer"));
  }
};

/** Into the class that a token opens. */
globalThis.codedarkEnterClass = (token) => {
  keepToken(token);
  location.href = "../";
};

/** Back to the door. */
globalThis.codedarkLeave = () => {
  location.href = "../";
};
