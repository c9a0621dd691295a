globalThis.R ??= [];
R.push("old");
