globalThis.R ??= [];
R.push("more");
globalThis.times = (globalThis.times ?? 0) + 1;
