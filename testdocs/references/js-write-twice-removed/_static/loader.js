function put(text) {
    document.write(text);
}
