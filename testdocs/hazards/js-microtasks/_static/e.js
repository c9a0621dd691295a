globalThis.R ??= [];
R.push("e");
