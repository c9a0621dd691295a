(function () {
    var d = document, tag = "scr" + "ipt", write = ["wri", "te"].join("");
    d[write]("<" + tag + " src='_static/part.js'></" + tag + ">");
})();
