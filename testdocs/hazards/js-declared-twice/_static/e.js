globalThis.R ??= [];
R.push("e");
function Panel() {}
