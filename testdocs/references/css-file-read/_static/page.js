fetch(document.querySelector("link").href)
    .then((answer) => answer.text())
    .then((text) => note(/theme: (\w+)/.exec(text)[1]));
