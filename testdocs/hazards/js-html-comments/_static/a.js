<!-- hide
globalThis.R ??= [];
R.push("a");
var n = 3;
R.push(n<!--n
);
// -->