const off = new Set(["/_static/nig" + "ht.css"]);
const links = document.getElementsByTagName("link");
for (let i = 0; i < links.length; i++) {
    if (off.has(new URL(links[i].href).pathname)) links[i].disabled = true;
}
