"""Files have the comments that once hid them from old browsers."""
