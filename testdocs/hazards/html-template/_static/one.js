globalThis.R ??= [];
R.push("one");
