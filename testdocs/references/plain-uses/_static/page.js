document.querySelectorAll("a[href]").forEach((x) => x.href && x.classList.add("y"));
const s = document.createElement("style");
document.head.appendChild(s);
s.sheet.insertRule("h1 { color: red }", 0);
const box = document.createElement("div");
box.innerHTML = "<link/>";
note(box.getElementsByTagName("link").length);
for (const sheet of document.styleSheets) sheet.title;
