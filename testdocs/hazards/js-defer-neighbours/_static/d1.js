globalThis.R ??= [];
R.push("d1", document.readyState, document.getElementById("last") !== null);
Promise.resolve().then(() => R.push("micro"));
throw new Error("d1");
