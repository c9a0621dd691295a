globalThis.R ??= [];
R.push("b1", document.readyState, document.body === null);
addEventListener("DOMContentLoaded", () => R.push("DOMContentLoaded"));
addEventListener("load", () => R.push("load"));
