// What happened, in order.
var seen = [];
document.addEventListener("DOMContentLoaded", () => seen.push("DOMContentLoaded"));
addEventListener("load", () => seen.push("load"));
