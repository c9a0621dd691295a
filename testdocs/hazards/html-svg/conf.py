"""A drawing among the scripts has sheets and a script of its own, written as XML."""
