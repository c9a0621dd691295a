note(place().split(":")[0]);
