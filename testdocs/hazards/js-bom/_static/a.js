globalThis.R ??= [];
R.push("café");
