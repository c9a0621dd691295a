}
globalThis.R ??= [];
R.push("close");
