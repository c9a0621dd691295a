globalThis.R ??= [];
addEventListener("load", () => {
  for (const sheet of document.styleSheets) if (sheet.title) R.push(sheet.title, sheet.disabled);
});
