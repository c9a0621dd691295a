globalThis.R ??= [];
R.push("foot", document.getElementById("root-title") === null, document.readyState);
queueMicrotask(() => R.push("micro"));
