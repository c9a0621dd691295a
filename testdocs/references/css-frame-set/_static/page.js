document.querySelector("iframe").src = "_static/inner.html";
