globalThis.R ??= [];
R.push("d");
queueMicrotask(() => R.push("d micro"));
