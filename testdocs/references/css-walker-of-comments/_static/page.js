const shown = NodeFilter.SHOW_COMMENT;
const iterator = document.createNodeIterator(document.documentElement, shown);
for (let comment; (comment = iterator.nextNode()); ) {
    const next = comment.nextElementSibling;
    if (next && next.href && next.href.indexOf("night.") > 0) next.disabled = true;
}
