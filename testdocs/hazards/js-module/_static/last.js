globalThis.R ??= [];
R.push("last", typeof local);
