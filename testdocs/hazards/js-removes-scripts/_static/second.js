globalThis.R ??= [];
R.push("second", document.currentScript.parentNode?.localName ?? "nowhere");
