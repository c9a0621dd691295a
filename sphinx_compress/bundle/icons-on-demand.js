/* Draws icons that the site does not name with all that there are, which it fetches then. */
(() => {
  const known = new Set(KNOWN);
  const families = "fa,fas,far,fab,fa-solid,fa-regular,fa-brands,fa-classic".split(",");
  const watched = ["class", "data-fa-mask", "data-fa-transform", "data-icon", "data-prefix"];
  const own = document.currentScript;
  const address = new URL("url(../REST)".slice(4, -1), own.src).href;
  const awesome = window.FontAwesome;
  const settings = awesome.config;
  const { autoReplaceSvg, observeMutations, searchPseudoElements } = settings;
  const isStandard = autoReplaceSvg === true && observeMutations && !searchPseudoElements &&
    (settings.cssPrefix || settings.familyPrefix) === "fa";

  const needs = (element) => {
    const text = `${element.getAttribute("class") || ""} ${element.getAttribute("data-fa-mask") || ""}`;
    const words = text.split(/\s+/);
    if (words.some((word) => /^fa-(?!w-\d+$)/i.test(word) && !known.has(word.toLowerCase()))) return true;
    /* An icon may be named by what stands in the element. */
    return !(element instanceof SVGElement) && element.textContent.trim() !== "" &&
      words.some((word) => families.includes(word));
  };
  const isNeeded = (root) => root instanceof Element &&
    (needs(root) || [...root.querySelectorAll("[class*=fa i],[data-fa-mask]")].some(needs));

  /* What is drawn already, and changes before all icons are there. */
  const changed = [];
  const note = (records) => {
    for (const { type, target, attributeName } of records) {
      if (type === "attributes" && target.hasAttribute("data-fa-i2svg")) changed.push([target, attributeName]);
    }
  };
  let isAsked = false;
  const observer = new MutationObserver((records) => {
    isAsked ||= records.some(({ type, target, addedNodes }) =>
      type === "attributes" ? needs(target) : [...addedNodes].some(isNeeded)) && ask();
    if (isAsked) note(records);
  });
  const draw = () => {
    settings.autoReplaceSvg = autoReplaceSvg;
    if (observeMutations) awesome.dom.watch();
    else if (autoReplaceSvg) awesome.dom.i2svg();
    /* To watch begins a moment later. */
    setTimeout(() => {
      note(observer.takeRecords());
      observer.disconnect();
      for (const [element, name] of changed) {
        const value = element.getAttribute(name);
        if (value !== null) element.setAttribute(name, value);
      }
    });
  };
  /* Not before the script itself would have begun to draw. */
  const drawWhenRead = () => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", draw);
    else draw();
  };
  /* The rest of a style sheet may lack rules for icons that are not known: behind it comes all of it. */
  const sheets = () => [...document.querySelectorAll("noscript[data-compress-whole]")].flatMap((place) => {
    const rest = place.nextElementSibling;
    const found = /href\s*=\s*["']?([^"'\s>]+)/.exec(place.innerHTML);
    if (!found || !rest || rest.localName !== "link") return [];
    const sheet = rest.cloneNode();
    sheet.removeAttribute("integrity");
    sheet.href = found[1];
    if (sheet.href === rest.href) return [];
    rest.after(sheet);
    return [sheet];
  });
  const ask = () => {
    awesome.noAuto();
    const script = document.createElement("script");
    if (own.integrity) {
      script.integrity = "SUM";
      script.crossOrigin = "anonymous";
    }
    script.src = address;
    const parts = [script, ...sheets()];
    let waiting = parts.length;
    for (const part of parts) part.onload = part.onerror = () => --waiting || drawWhenRead();
    setTimeout(() => document.head.append(script));
    return true;
  };
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: watched });
  if (!isStandard || isNeeded(document.documentElement)) isAsked = ask();
})();
