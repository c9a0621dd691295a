globalThis.R ??= [];
const wanted = "first.js";
R.push(document.querySelector("script[src*='" + wanted + "']") !== null);
