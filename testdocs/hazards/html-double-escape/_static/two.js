globalThis.R ??= [];
R.push("two", text.length);
