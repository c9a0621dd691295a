globalThis.R ??= [];
document.write("on</p>");
R.push(document.currentScript.parentNode.id, document.getElementById("written")?.textContent);
