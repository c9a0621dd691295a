// It tells when it runs, and what there is of the page by then.
seen.push("early " + document.readyState + " " + !!document.getElementById("end"));
// It stands behind all sheets of the head, and wins.
const style = document.createElement("style");
style.textContent = "h1 { letter-spacing: 3px }";
document.head.appendChild(style);
