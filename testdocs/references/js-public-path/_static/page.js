// What webpack puts into a bundle that is to find its own parts.
(() => {
    var path, page = globalThis.document;
    if (page.currentScript && page.currentScript.tagName.toUpperCase() === "SCRIPT") {
        path = page.currentScript.src;
    }
    if (!path) {
        var all = page.getElementsByTagName("script"), i = all.length - 1;
        while (i > -1 && (!path || !/^http(s?):/.test(path))) path = all[i--].src;
    }
    note(new URL(path.replace(/#.*$/, "").replace(/\?.*$/, "").replace(/\/[^\/]+$/, "/")).pathname);
})();
