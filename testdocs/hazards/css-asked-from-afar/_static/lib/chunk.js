document.querySelector('link[href*="extra"]').disabled = true;
