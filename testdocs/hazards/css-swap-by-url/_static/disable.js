globalThis.R ??= [];
for (let index = 0; index < document.styleSheets.length; index++) {
  const sheet = document.styleSheets[index];
  if (sheet.href && sheet.href.indexOf("extra.css") > 0) {
    sheet.disabled = true;
    R.push("disabled");
  }
}
