note(document.styleSheets.length);
if (document.querySelectorAll("link[rel=stylesheet]").length < 3) document.body.textContent = "no styles";
