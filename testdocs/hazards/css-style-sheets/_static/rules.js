globalThis.R ??= [];
R.push(document.styleSheets[1].cssRules[0].selectorText, document.styleSheets[1].cssRules.length);
document.styleSheets[0].cssRules[0].style.color = "rgb(7, 8, 9)";
document.styleSheets[1].insertRule("strong { top: 1px }", document.styleSheets[1].cssRules.length);
