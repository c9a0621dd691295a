with (document) querySelectorAll("link")[1].remove();
