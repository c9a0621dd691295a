globalThis.R ??= [];
const chunk = document.createElement("script");
chunk.src = document.documentElement.dataset.content_root + "_static/lib/chunk.js";
document.head.append(chunk);
