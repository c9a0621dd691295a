globalThis.R ??= [];
R.push("wrong");
