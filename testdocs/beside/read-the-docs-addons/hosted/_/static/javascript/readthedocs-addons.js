// Stands in for the script of the host, and does with a page what that does: metadata are read, an event tells of
// them, a flyout with a shadow of its own comes to the end of the page, and the theme's search field is listened to.
(() => {
  const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":host { position: fixed; right: 1rem; bottom: 1rem; background: #222; color: #fff }");
  class Flyout extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      root.innerHTML = `<span>${meta("readthedocs-project-slug")}: ${meta("readthedocs-version-slug")}</span>`;
    }
  }
  customElements.define("readthedocs-flyout", Flyout);
  const begin = () => {
    document.body.append(document.createElement("readthedocs-flyout"));
    document.querySelector("[role=search] input")?.addEventListener("focusin", () => {});
    document.dispatchEvent(new CustomEvent("readthedocs-addons-data-ready", { detail: {} }));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
