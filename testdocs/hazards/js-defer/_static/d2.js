globalThis.R ??= [];
R.push("d2", document.currentScript.defer);
