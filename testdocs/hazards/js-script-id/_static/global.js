globalThis.R ??= [];
R.push(typeof options, document.querySelector("#options").localName);
