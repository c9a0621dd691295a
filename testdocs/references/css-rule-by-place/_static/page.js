for (const sheet of document.styleSheets) {
    if (!sheet.href || !sheet.href.includes("night")) continue;
    sheet.cssRules[0].style.color = "rgb(40, 40, 40)";
}
