const style = document.createElement("style");
style.textContent = "#text { color: rgb(30, 30, 30) }";
const links = document.head.getElementsByTagName("link");
document.head.insertBefore(style, links[1]);
