(function (root) {
    function Found(selector) {
        this.all = [...root.document.querySelectorAll(selector)];
    }
    root.q = (selector) => new Found(selector);
})(window);
