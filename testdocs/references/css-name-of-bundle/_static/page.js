for (const link of document.querySelectorAll("link")) {
    if (link.href.includes("output")) link.disabled = true;
}
