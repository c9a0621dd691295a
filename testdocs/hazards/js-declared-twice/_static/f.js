globalThis.R ??= [];
let shared = 2;
R.push("f");
