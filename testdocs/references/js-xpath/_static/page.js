note(document.evaluate("count(//script[contains(@src, 'kit')])", document, null, 1, null).numberValue);
