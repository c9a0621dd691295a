(function (root, make) {
    typeof define === "function" && define.amd ? define([], make) : (root.two = make());
})(this, () => 2);
