"""What the command line can do, one command a module.

Each module has ``add(commands)``: it adds the command's parser, and sets its default ``run``
to what takes the parsed arguments and returns an exit status.
"""
