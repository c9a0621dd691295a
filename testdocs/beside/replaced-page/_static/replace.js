// Fetches the next page, and puts all of it in the place of this one.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.origin !== location.origin) return;
  event.preventDefault();
  const text = await (await fetch(link.href)).text();
  const next = new DOMParser().parseFromString(text, "text/html");
  history.pushState(null, "", link.href);
  document.documentElement.replaceWith(document.adoptNode(next.documentElement));
});
