globalThis.R ??= [];
R.push("c");
