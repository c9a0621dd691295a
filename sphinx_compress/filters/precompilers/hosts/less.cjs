"use strict";

// Compiles one stylesheet with the npm package less; less.py says what goes in and out.

const { ask, finish, readLine } = require("./protocol.cjs");

const request = readLine();
const less = require(process.argv[2]);

class Asking extends less.FileManager {
  supports() {
    return true;
  }

  supportsSync() {
    return true;
  }

  loadFileSync(filename, currentDirectory, options) {
    try {
      const { name, data } = ask({
        find: filename,
        directory: currentDirectory,
        extension: options.ext || "",
      });
      const bytes = Buffer.from(data, "base64");
      const contents = options.rawBuffer
        ? bytes
        : new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      return { filename: name, contents };
    } catch (error) {
      const message = error instanceof TypeError ? `${filename} is not encoded in UTF-8` : error.message;
      return { error: { type: "File", message }, type: "File", message };
    }
  }

  loadFile(filename, currentDirectory, options) {
    const loaded = this.loadFileSync(filename, currentDirectory, options);
    return loaded.error ? Promise.reject(loaded.error) : Promise.resolve(loaded);
  }
}

// Less itself opens the files that these are about.
function unavailable(name) {
  return () => {
    throw { type: "Argument", message: `${name}() is not available in a site's stylesheets` };
  };
}

const plugin = {
  install(_, manager, functions) {
    manager.addFileManager(new Asking());
    for (const name of ["image-size", "image-width", "image-height"]) {
      functions.add(name, unavailable(name));
    }
  },
};

function finishWith(error, output) {
  if (!error) finish({ css: output.css, map: output.map || "" });
  const text = (error.extract || [])[1];
  finish({
    error: String(error.message || error),
    place: error.line ? { url: error.filename, line: error.line, text: text || "" } : null,
  });
}

less
  .render(request.text, {
    filename: request.filename,
    paths: [],
    plugins: [plugin],
    javascriptEnabled: false,
    disablePluginRule: true,
    rewriteUrls: "off",
    sourceMap: request.map ? { disableSourcemapAnnotation: true, sourceMapBasepath: "" } : undefined,
  })
  .then(
    (output) => finishWith(null, output),
    (error) => finishWith(error),
  );
