customElements.define("note-box", class extends HTMLElement {
    connectedCallback() {
        const { ownerDocument: page } = this;
        const texts = [...page.styleSheets].map((sheet) => {
            return [...sheet.cssRules].map((rule) => rule.cssText).join("\n");
        });
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(texts.join("\n"));
        const root = this.attachShadow({ mode: "open" });
        root.adoptedStyleSheets = [sheet];
        root.innerHTML = "<p id=text>boxed</p>";
        note(sheet.cssRules.length + getComputedStyle(root.firstChild).color);
    }
});
