globalThis.R ??= [];
R.push("c");
queueMicrotask(() => R.push("micro"));
