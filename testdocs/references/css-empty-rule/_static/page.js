for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
        if (rule.selectorText === "#text") rule.style.color = "rgb(50, 50, 50)";
    }
}
