globalThis.R ??= [];
const twice = 2;
R.push("d4");
