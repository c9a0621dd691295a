globalThis.R ??= [];
for (const sheet of document.styleSheets) {
  if (sheet.href?.includes("pygments_night")) {
    sheet.disabled = true;
    R.push("night");
  }
}
