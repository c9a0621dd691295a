globalThis.R ??= [];
R.push("plain");
