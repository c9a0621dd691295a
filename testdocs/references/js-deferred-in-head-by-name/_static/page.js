const count = (root) => root.querySelectorAll("[src]").length;
document.onreadystatechange = () => {
    const head = document.getElementsByTagName("head").item(0);
    if (document.readyState === "complete") {
        note(count(head));
    }
};
