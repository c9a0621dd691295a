for (var i in document.styleSheets) {
    if (i == 1) document.styleSheets[i].disabled = true;
}
