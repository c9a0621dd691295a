globalThis.R ??= [];
R.push("early");
let x = 1;
var x = 2;
