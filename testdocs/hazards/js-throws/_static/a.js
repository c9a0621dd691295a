globalThis.R ??= [];
R.push("a");
throw new TypeError("first");
