"use strict";

// Compiles one stylesheet with the npm package sass or sass-embedded; sass.py says what goes in and out.

const { ask, finish, readLine } = require("./protocol.cjs");

const request = readLine();
const sass = require(process.argv[2]);

const importer = {
  canonicalize(url, { fromImport }) {
    const found = ask({ find: url, fromImport: Boolean(fromImport) });
    return found === null ? null : new URL(found);
  },
  load(url) {
    return { ...ask({ load: url.toString() }), sourceMapUrl: url };
  },
};

function place(span) {
  if (!span) return null;
  return {
    url: span.url ? span.url.toString() : request.url,
    line: span.start.line + 1,
    text: (span.context || span.text || "").split("\n")[0],
  };
}

const warnings = [];
try {
  const result = sass.compileString(request.text, {
    url: new URL(request.url),
    syntax: request.syntax,
    importer,
    importers: [importer],
    style: "expanded",
    charset: false,
    sourceMap: Boolean(request.map),
    alertColor: false,
    logger: {
      warn(message, { deprecation, span, stack }) {
        if (!deprecation) warnings.push({ message, place: place(span), stack: stack || "" });
      },
      debug() {},
    },
  });
  finish({ css: result.css, map: request.map ? JSON.stringify(result.sourceMap) : "", warnings });
} catch (error) {
  if (!(error instanceof sass.Exception)) throw error;
  // sass-embedded puts the name of what an importer threw before its message.
  finish({ error: error.sassMessage.replace(/^Error: /, ""), place: place(error.span) });
}
