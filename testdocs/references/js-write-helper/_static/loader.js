window.Loader = {
    need(file) {
        document.write("<script src='" + file + "'><\/script>");
    },
};
