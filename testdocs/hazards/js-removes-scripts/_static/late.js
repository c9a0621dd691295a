globalThis.R ??= [];
R.push("late", document.currentScript.isConnected);
