globalThis.R ??= [];
R.push(document.currentScript.hasAttribute("init"));
