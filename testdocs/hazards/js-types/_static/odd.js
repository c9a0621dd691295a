globalThis.R ??= [];
R.push("odd");
