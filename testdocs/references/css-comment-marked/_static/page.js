// JSS looks for the place of its styles like this.
function findComment(text) {
    for (let i = 0; i < document.head.childNodes.length; i++) {
        const node = document.head.childNodes[i];
        if (node.nodeType === 8 && node.nodeValue.trim() === text) return node;
    }
    return null;
}
const style = document.createElement("style");
style.textContent = "#text { color: rgb(30, 30, 30) } h1 { letter-spacing: 5px }";
const place = findComment("jss-insertion-point");
place.parentNode.insertBefore(style, place.nextSibling);
