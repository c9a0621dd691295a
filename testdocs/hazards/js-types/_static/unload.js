globalThis.R ??= [];
R.push("unload");
