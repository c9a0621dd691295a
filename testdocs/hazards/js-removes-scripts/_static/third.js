globalThis.R ??= [];
document.querySelectorAll("head script").forEach((script) => script.remove());
document.body.prepend(document.getElementById("moved"));
R.push("third");
