"""Where results are kept: on this machine, and on others."""
