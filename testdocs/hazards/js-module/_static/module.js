import { name } from "./lib/part.js";
globalThis.R ??= [];
const local = 1;
R.push(import.meta.url.replace(/.*_static|\?.*/g, ""), typeof this, name, document.currentScript);
