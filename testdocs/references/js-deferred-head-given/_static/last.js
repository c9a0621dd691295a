const files = (root) => (root.innerHTML.match(/widget-kit\.js/g) || []).length;
