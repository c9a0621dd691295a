globalThis.R ??= [];
R.push("one", document.currentScript.src.replace(/.*_static/, ""));
