globalThis.R ??= [];
R.push("d5");
document.write("<p>Ignored.</p>");
