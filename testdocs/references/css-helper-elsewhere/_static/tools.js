function all(what) {
    return document.querySelectorAll(what);
}
