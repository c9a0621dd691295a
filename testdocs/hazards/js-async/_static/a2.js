globalThis.A2 = document.currentScript.async;
