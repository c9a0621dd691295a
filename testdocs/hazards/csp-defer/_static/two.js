globalThis.R ??= [];
const two = 2;
R.push("two", document.currentScript?.dataset.x ?? "none");
throw new Error("two");
