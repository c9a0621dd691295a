const copy = document.head.innerHTML;
onload = () => {
    const page = new DOMParser().parseFromString(copy, "text/html");
    note(page.scripts.length);
};
