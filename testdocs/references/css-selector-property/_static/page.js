const SELECTORS = { sheet: "link", menu: "nav" };
const tags = document.querySelectorAll(SELECTORS.sheet);
tags[1].disabled = true;
