globalThis.R ??= [];
R.push(document.querySelector("template").content.querySelectorAll("style, script").length);
