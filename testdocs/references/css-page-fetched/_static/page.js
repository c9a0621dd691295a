const tags = (text) => new DOMParser().parseFromString(text, "text/html").querySelectorAll("link");
fetch(document.URL).then((answer) => answer.text()).then((text) => note(tags(text).length));
