[...document.styleSheets].forEach((sheet, number) => {
    if (number !== 1) return;
    sheet.disabled = true;
});
