globalThis.R ??= [];
R.push("b", "own" in {}, "each" in []);
