addEventListener("DOMContentLoaded", () => {
    note(document.head.querySelector("script[src*=widget-kit]") !== null);
});
