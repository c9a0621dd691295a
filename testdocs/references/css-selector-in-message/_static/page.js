addEventListener("message", ({ data: { what } }) => document.querySelectorAll(what)[1].remove());
postMessage({ what: "LINK" }, "*");
