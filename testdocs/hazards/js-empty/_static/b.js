globalThis.R ??= [];
R.push("b");
