globalThis.R ??= [];
R.push(JSON.parse(document.getElementById("data").textContent).name);
