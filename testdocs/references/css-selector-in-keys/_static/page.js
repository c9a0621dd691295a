const places = { link: 1, b: 2 };
for (const what in places) {
  const found = document.querySelectorAll(what);
  if (found.length > places[what]) found[places[what]].remove();
}
