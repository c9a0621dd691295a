globalThis.R ??= [];
R.push(document.currentScript.crossOrigin);
