const off = { "night.css": true };
for (const sheet of document.styleSheets) {
    const name = sheet.href.split("/").at(-1).split("?")[0];
    if (off[name]) sheet.disabled = true;
}
