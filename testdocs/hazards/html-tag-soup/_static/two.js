globalThis.R ??= [];
R.push("two", document.currentScript.dataset.text);
