for (const sheet of document.styleSheets) {
    if ([...sheet.cssRules].some((rule) => rule.cssText.includes("20, 20"))) sheet.disabled = true;
}
