onload = () => {
    const frame = document.createElement("div");
    for (const each of document.head.querySelectorAll("link, script")) {
        frame.append(each.cloneNode());
    }
    note(frame.children.length);
    note(document.querySelectorAll("head > script").length);
};
