globalThis.R ??= [];
R.push("one");
throw new Error("one");
