document.querySelectorAll('link[href*="css/"]').forEach((link) => (link.disabled = true));
