globalThis.R ??= [];
R.push("two");
