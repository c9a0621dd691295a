globalThis.R ??= [];
var messages = 3;
R.push("d");
