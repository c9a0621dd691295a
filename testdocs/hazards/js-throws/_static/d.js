globalThis.R ??= [];
R.push("d");
console.error("d");
