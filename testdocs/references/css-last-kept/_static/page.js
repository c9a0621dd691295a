let last;
for (const sheet of document.styleSheets) last = sheet;
last.disabled = true;
