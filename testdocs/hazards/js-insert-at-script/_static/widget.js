globalThis.R ??= [];
document.currentScript.insertAdjacentHTML("beforebegin", "<p class='widget'>before</p>");
R.push(document.currentScript.parentNode.localName);
