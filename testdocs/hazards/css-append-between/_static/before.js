globalThis.R ??= [];
document.head.insertAdjacentHTML("beforeend", "<style>p { color: rgb(7, 8, 9) }</style>");
R.push(document.head.lastElementChild.localName);
