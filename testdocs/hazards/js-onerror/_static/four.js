globalThis.R ??= [];
R.push("four", count);
window.onerror = null;
throw null;
