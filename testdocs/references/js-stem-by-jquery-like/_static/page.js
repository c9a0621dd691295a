var $ = function (what) {
    return [].slice.call(document.querySelectorAll(what));
};
note($("script").filter(function (tag) {
    return tag.getAttribute("src") && tag.getAttribute("src").indexOf("widget-kit") > -1;
}).length);
