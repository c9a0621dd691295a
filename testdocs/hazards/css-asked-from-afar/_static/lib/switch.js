document.querySelector('link[href*="late"]').disabled = true;
