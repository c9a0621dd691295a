for (const sheet of document.styleSheets) {
    for (const rule of [...sheet.cssRules]) {
        if (rule.media?.mediaText !== "print") continue;
        for (const inner of rule.cssRules) sheet.insertRule(inner.cssText, sheet.cssRules.length);
    }
}
