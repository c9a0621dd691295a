note(here());
