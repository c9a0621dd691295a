globalThis.R ??= [];
globalThis.P = [import("./part.js").then((part) => R.push(part.name), () => R.push("lost"))];
