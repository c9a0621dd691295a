globalThis.R ??= [];
R.push("last");
