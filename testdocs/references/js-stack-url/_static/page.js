note(outermost());
