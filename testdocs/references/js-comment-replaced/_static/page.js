note(window.config);
