globalThis.R ??= [];
R.push("a"); // the end