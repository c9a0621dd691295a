const found = document.evaluate("//link[contains(@href, 'night')]", document, null, 9, null);
found.singleNodeValue.disabled = true;
