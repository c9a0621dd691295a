function removeFile(name, kind) {
    const type = kind === "js" ? "script" : kind === "css" ? "link" : "none";
    const attribute = kind === "js" ? "src" : kind === "css" ? "href" : "none";
    const suspects = document.getElementsByTagName(type);
    let count = 0;
    for (let i = suspects.length; i >= 0; i--) {
        const value = suspects[i] && suspects[i].getAttribute(attribute);
        if (value && value.indexOf(name) !== -1) {
            suspects[i].remove();
            count++;
        }
    }
    return count;
}
