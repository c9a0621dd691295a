!function (root, make) {
    "function" == typeof define && define.amd ? define([], make) : (root.three = make());
}(typeof self !== "undefined" ? self : this, function () { return 3; });
