globalThis.R ??= [];
const mode = document.currentScript?.getAttribute("data-mode") ?? "default";
R.push(mode, document.currentScript.dataset.userName, document.currentScript.localName);
addEventListener("load", () => R.push(document.currentScript === null));
