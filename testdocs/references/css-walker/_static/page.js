const walker = document.createTreeWalker(document.head, NodeFilter.SHOW_ELEMENT);
let place = 0;
while (walker.nextNode()) {
    if (walker.currentNode.localName === "link" && ++place === 2) walker.currentNode.disabled = true;
}
