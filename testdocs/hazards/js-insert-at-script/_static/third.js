globalThis.R ??= [];
document.currentScript.replaceWith("replaced");
R.push([...document.querySelectorAll("p")].map((p) => p.parentNode.localName).join());
