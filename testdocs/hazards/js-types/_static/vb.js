globalThis.R ??= [];
R.push("vb");
