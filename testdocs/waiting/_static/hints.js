document.addEventListener("DOMContentLoaded", function () { note(typeof hint === "undefined" ? "none" : hint) });
