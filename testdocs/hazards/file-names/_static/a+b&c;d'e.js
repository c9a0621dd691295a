globalThis.R ??= [];
R.push("signs");
