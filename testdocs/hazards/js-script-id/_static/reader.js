globalThis.R ??= [];
R.push(document.getElementById("options").dataset.language, document.scripts.namedItem("options").id);
