(function (first, second) {
    second.disabled = true;
})(...document.styleSheets);
