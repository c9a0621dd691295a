helper();
note(later + (delete window.helper));
