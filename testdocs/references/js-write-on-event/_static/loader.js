addEventListener("need", (event) => {
    document.write("<script src='" + event.detail + "'><\/script>");
});
