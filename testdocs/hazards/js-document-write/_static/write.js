globalThis.R ??= [];
document.write("<p id='written'>written ");
R.push("write");
