globalThis.R ??= [];
addEventListener("load", () => R.push("chunk"));
