globalThis.R ??= [];
R.push("d1", document.readyState, document.getElementById("last") !== null);
