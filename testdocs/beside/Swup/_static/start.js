document.addEventListener("DOMContentLoaded", () => {
  new Swup({ containers: [".document"], animationSelector: false });
});
