document.getElementById("live").textContent = add;
provide(function () { /* @provides search */ return 1; });
note(Object.keys(services).join());
(function () {
    const cache = {};
    function remember(f) { cache[f] = f(); }
    remember(function () { return 1; });
    remember(function () { return  1; });
    note(Object.keys(cache).length);
    note(/inject: a/.test(function (x) { /* inject: a */ return x; }));
    const empty = function ( ) { };
    note("" + empty, empty == "function ( ) { }");
})();
