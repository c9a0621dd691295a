/* Fetches Sphinx's search index when a reader is about to search.  It stands where the index did. */
(() => {
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    const script = document.createElement("script");
    script.src = `${document.documentElement.dataset.content_root}searchindex.js`;
    /* Somebody may search again when the line is back. */
    script.onerror = () => { isAsked = false; };
    document.head.appendChild(script);
  };
  const keep = Search.deferQuery;
  Search.deferQuery = (query) => {
    ask();
    return keep(query);
  };
  if (Search._queued_query !== null) ask();
  /* Who is about to type need not wait then. */
  document.addEventListener("focusin", (event) => {
    if (event.target.name === "q") ask();
  });
})();
