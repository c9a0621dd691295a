globalThis.R ??= [];
R.push("empty");
