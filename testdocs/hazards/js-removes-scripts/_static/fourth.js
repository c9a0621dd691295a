globalThis.R ??= [];
R.push("fourth", document.head.querySelector("script"), document.currentScript.isConnected);
