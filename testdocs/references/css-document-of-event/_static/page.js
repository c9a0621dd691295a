addEventListener("DOMContentLoaded", ({ target: { styleSheets: [, second] } }) => {
    second.disabled = true;
});
document.onreadystatechange = function () {
    if (this.readyState === "complete") this.styleSheets[2].disabled = true;
};
