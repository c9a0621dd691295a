async function* rules() {
    for (const sheet of await Promise.resolve([...document.styleSheets])) yield* sheet.cssRules;
}
(async () => {
    for await (const rule of rules()) {
        if (rule.parentStyleSheet.href.includes("night")) rule.style.color = "rgb(40, 40, 40)";
    }
})();
