const parts = document.head.childNodes;
let count = 0;
for (const part of parts) {
    if (part.nodeName === "LINK" && ++count === 2) part.disabled = true;
}
