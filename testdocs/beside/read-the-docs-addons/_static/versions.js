document.addEventListener("readthedocs-addons-data-ready", () => {
  document.querySelector("h1").append(" (hosted)");
});
