for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
        if (rule.style?.color === "rgb(255, 0, 0)") rule.style.color = "rgb(30, 30, 30)";
        note(/rgb\(0, 0, 255\)/.test(rule.cssText));
    }
}
