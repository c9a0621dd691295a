globalThis.R ??= [];
R.push("first");
