globalThis.R ??= [];
R.push("three");
