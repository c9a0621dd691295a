globalThis.R ??= [];
const which = "off";
R.push(document.querySelector('link[href*="' + which + '"]')?.sheet.cssRules.length ?? "none");
document.querySelector('link[href*="' + which + '"]').disabled = true;
