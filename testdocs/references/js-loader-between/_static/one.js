(function (root, make) {
    typeof define === "function" && define.amd ? define([], make) : (root.one = make());
})(this, function () { return 1; });
