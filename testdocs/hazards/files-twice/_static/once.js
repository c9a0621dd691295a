globalThis.R ??= [];
R.push("run");
const once = 1;
