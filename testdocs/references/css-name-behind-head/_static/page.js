const inner = "child" + "ren";
const head = document.head;
[...head[inner]].filter((each) => each.localName === "link")[1].disabled = true;
