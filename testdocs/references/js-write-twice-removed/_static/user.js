note(typeof part);
