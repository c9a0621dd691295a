sheetList[1].disabled = true;
