note(/widget-kit/.test(document.documentElement.outerHTML));
