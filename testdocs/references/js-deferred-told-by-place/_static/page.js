onload = () => {
    for (const each of document.scripts) note(each.closest("body") === null);
    for (const each of document.scripts) note(each.getAttributeNames().join());
};
