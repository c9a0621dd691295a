globalThis.A1 = document.currentScript.async;
throw new Error("a1");
