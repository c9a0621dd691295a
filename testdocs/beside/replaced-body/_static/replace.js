// Fetches the next page, and puts its body in the place of this one's.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  if (!link || link.origin !== location.origin) return;
  event.preventDefault();
  const text = await (await fetch(link.href)).text();
  const next = new DOMParser().parseFromString(text, "text/html");
  history.pushState(null, "", link.href);
  document.title = next.title;
  document.body.innerHTML = next.body.innerHTML;
});
