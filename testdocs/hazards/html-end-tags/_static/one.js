globalThis.R ??= [];
R.push("one", typeof tags);
