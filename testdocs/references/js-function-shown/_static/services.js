window.services = {};
window.provide = function (f) {
    const found = /@provides (\w+)/.exec(`${f}`);
    services[found ? found[1] : "?"] = f;
};
