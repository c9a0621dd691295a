var base = "unknown";
var list = document.getElementsByTagName("script");
for (var i = list.length; i--; ) {
    var found = /^(.*\/)widget-kit/.exec(list[i].src);
    if (found) base = found[1];
}
note(base);
