function say(text) {
    with (document) write("<p>" + text + "</p>");
}
