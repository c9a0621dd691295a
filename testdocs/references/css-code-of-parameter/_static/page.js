new Function("d", "d.styleSheets[1].disabled = true")(document);
