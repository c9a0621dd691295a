globalThis.R ??= [];
document.writeln("<style>em { color: rgb(1, 2, 3) }</style>");
R.push(getComputedStyle(document.querySelector("em")).color);
