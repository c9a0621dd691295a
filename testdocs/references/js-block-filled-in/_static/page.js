note(window.place);
