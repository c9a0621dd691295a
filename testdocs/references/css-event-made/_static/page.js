addEventListener("look", ({ target }) => {
  if (target.href && /night/.test(target.href)) target.remove();
});
for (const each of document.head.children) each.dispatchEvent(new Event("look", { bubbles: true }));
