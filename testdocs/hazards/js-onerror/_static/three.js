globalThis.R ??= [];
R.push("three", count);
