document.head.querySelectorAll("link").forEach(function (link) {
    var address = link.getAttribute("href");
    var isNight = /\bnight\b/i.test(address);
    if (isNight) link.remove();
});
