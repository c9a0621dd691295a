globalThis.R ??= [];
var d3 = 1;
R.push("d3");
