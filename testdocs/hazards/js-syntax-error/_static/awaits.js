globalThis.R ??= [];
R.push("awaits");
await null;
