document.querySelector("link[rel=stylesheet]").disabled = true;
