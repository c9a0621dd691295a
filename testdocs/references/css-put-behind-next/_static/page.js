const style = document.createElement("style");
style.textContent = "#text { color: rgb(30, 30, 30) }";
document.querySelector("title").nextElementSibling.after(style);
