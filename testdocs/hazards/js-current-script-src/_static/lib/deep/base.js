globalThis.R ??= [];
const base = new URL(".", document.currentScript.src);
R.push(base.pathname.replace(/.*_static/, ""));
const chunk = document.createElement("script");
chunk.src = new URL("chunk.js", base);
document.head.append(chunk);
