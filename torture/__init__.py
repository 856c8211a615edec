"""Attempts to lose a person's data, to break her terminal and to make the program fall over."""
