globalThis.R ??= [];
function d3() {}
R.push("d3");
document.addEventListener("DOMContentLoaded", () => R.push("ready"));
