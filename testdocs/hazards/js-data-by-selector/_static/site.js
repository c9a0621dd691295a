globalThis.R ??= [];
R.push(document.currentScript.dataset.site);
