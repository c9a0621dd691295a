globalThis.R ??= [];
R.push("one", document.body === null, document.readyState);
document.addEventListener("DOMContentLoaded", () => R.push("ready"));
addEventListener("load", () => R.push("load"));
