// What the workshop needs of the page: a file of the author's, a download, and questions to the server's library.

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

/** Asks the server, and hands over the status and the text of its answer; status 0 is no answer. */
globalThis.codedarkAsk = async (method, path, header, key, body, take) => {
  try {
    const headers = { [header]: key, ...(method === "POST" ? { "content-type": "text/plain" } : {}) };
    const answer = await fetch(path, { method, headers, body: method === "POST" ? body : undefined });
    take(answer.status, await answer.text());
  } catch {
    take(0, "The server does not answer. Check the connection and try again.");
  }
};
