// The size of text, as the reader chose it.
window.lantern = {
    size: 1,
    resize(step) {
        this.size = Math.min(2, Math.max(0.5, this.size + step));
        document.body.style.fontSize = `${this.size}rem`;
    },
};
document.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "ArrowUp") window.lantern.resize(0.1);
    if (event.altKey && event.key === "ArrowDown") window.lantern.resize(-0.1);
});
