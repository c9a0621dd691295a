note(document.scripts[1].src.split("/").pop());
