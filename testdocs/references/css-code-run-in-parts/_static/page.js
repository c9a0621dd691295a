setTimeout("docu" + "ment.styleSheets[1].disabled = true", 1);
