globalThis.R ??= [];
R.push("b", globalThis.ready);
