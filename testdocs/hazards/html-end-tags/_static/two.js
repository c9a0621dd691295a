globalThis.R ??= [];
R.push("two", tags().join(""));
