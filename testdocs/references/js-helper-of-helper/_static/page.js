(() => {
    const all = (what, within = document) => within.querySelectorAll(what);
    const must = (what) => {
        const found = all.call(null, what);
        if (!found.length) throw new Error(what);
        return found;
    };
    note(must("script")[1].src.split("/").pop());
})();
