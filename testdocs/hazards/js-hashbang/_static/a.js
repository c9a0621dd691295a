globalThis.R ??= [];
R.push("a");
