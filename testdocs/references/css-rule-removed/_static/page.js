document.querySelector("link").sheet.deleteRule(1);
