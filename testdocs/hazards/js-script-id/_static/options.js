globalThis.R ??= [];
R.push("options", document.currentScript.id);
