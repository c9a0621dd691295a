document.querySelectorAll("link").forEach((link, number) => {
    link.classList.add(`sheet-${number}`);
});
document.querySelector(".sheet-1").disabled = true;
