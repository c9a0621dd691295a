globalThis.R ??= [];
R.push("parameter");
