// As those of Jupyter do: it is a module where there are such, and shows what the page has as data.
(function (make) {
    if (typeof define === "function" && define.amd) define("widgets", [], make); else window.widgets = make();
})(function () {
    var states = document.querySelectorAll("script[type='application/vnd.jupyter.widget-state+json']");
    return [].map.call(states, function (state) { return JSON.parse(state.textContent).x }).join();
});
