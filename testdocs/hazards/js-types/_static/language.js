globalThis.R ??= [];
R.push("language");
