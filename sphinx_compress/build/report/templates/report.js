// Each click on the head of a column sorts its table by it, or turns it round.
for (const button of document.querySelectorAll(".sortable th button")) {
  button.addEventListener("click", () => {
    const head = button.parentElement;
    const body = head.closest("table").tBodies[0];
    const isNumber = head.classList.contains("number");
    const was = head.getAttribute("aria-sort");
    // Of numbers, people want the largest.
    const order = (was ?? (isNumber ? "ascending" : "descending")) === "ascending" ? -1 : 1;
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order > 0 ? "ascending" : "descending");
    const value = (row) => {
      const cell = row.cells[head.cellIndex];
      return isNumber ? Number(cell.dataset.value) : cell.textContent.trim();
    };
    const rows = [...body.rows].map((row) => [value(row), row]);
    rows.sort(([one], [other]) => order * (isNumber ? one - other : one.localeCompare(other)));
    body.append(...rows.map(([, row]) => row));
  });
}
