globalThis.R ??= [];
R.push("a", typeof loaded)