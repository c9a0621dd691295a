globalThis.R ??= [];
const box = document.createElement("p");
box.textContent = "after";
document.currentScript.parentNode.insertBefore(box, document.currentScript.nextSibling);
R.push(document.currentScript.previousElementSibling.localName, document.currentScript.closest("body") !== null);
