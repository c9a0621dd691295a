sessionStorage.what = "link";
const { what } = sessionStorage;
document.querySelectorAll(what)[1].remove();
