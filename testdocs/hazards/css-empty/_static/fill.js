globalThis.R ??= [];
const sheet = document.getElementById("fill").sheet;
R.push(sheet.cssRules.length);
sheet.insertRule("p { color: rgb(7, 8, 9) }");
