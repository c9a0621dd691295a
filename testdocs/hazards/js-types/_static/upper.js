globalThis.R ??= [];
R.push("upper");
