note(document.styleSheets.length > 0);
