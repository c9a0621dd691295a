window.sheetList = document.styleSheets;
