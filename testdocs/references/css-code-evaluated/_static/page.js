fetch(document.body.dataset.code)
    .then((answer) => answer.text())
    .then((text) => (0, eval)(text));
