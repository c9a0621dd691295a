globalThis.R ??= [];
R.push(document.currentScript.dataset.mode ?? "none");
