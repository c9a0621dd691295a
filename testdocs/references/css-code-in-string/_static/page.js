const text = document.getElementById("text");
text.insertAdjacentHTML(
    "beforeend",
    `<b id="day" onclick="document.querySelector('link[href*=nig' + 'ht]').disabled = true">day</b>`,
);
document.getElementById("day").click();
const script = document.createElement("script");
script.text = "note(document.styleSheets[2].href);\nnote(document.styleSheets.length)";
document.head.append(script);
