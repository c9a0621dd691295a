globalThis.R ??= [];
R.push("second");
