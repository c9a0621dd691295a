globalThis.R ??= [];
R.push(new URL(document.currentScript.src).searchParams.get("x"), new URL(document.currentScript.src).hash);
