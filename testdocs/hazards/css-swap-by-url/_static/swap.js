globalThis.R ??= [];
const link = document.querySelector('link[href*="dark.css"]');
link.href = link.href.replace("dark", "light");
R.push(link.rel);
