globalThis.R ??= [];
const messages = 2;
R.push("b");
