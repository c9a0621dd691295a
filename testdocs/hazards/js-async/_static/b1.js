globalThis.R ??= [];
R.push("b1", document.currentScript.async);
addEventListener("load", () => R.push(globalThis.A1, globalThis.A2));
