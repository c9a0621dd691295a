"""An inline script between files declares what the next file uses."""
