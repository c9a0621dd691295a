globalThis.R ??= [];
R.push("c");
console.warn("c");
missing();
R.push("never");
