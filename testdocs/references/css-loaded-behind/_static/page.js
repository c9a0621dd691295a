// The way of loadCSS, which waits until the sheet is in the list of the page.
function load(href, before) {
    const link = document.createElement("link");
    const sheets = document.styleSheets;
    link.rel = "stylesheet";
    link.href = href;
    link.media = "only x";
    before.parentNode.insertBefore(link, before);
    const defined = (then) => {
        let i = sheets.length;
        while (i--) if (sheets[i].href === link.href) return then();
        return setTimeout(() => defined(then), 1);
    };
    defined(() => { link.media = "all"; });
}
load("_static/late.css", document.getElementsByTagName("link")[1]);
