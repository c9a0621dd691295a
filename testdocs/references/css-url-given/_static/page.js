const isNight = (address) => address.toLowerCase().indexOf("night") >= 0;
for (const sheet of document.styleSheets) if (isNight(sheet.href)) sheet.disabled = true;
