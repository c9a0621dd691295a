globalThis.R ??= [];
document.currentScript.remove();
R.push("first", document.currentScript.isConnected);
