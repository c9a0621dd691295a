globalThis.R ??= [];
let fresh = 1;
var shared = 3;
R.push("g", messages, typeof Panel, open, shared, fresh);
