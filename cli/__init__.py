"""The command line: the library's verbs for people and scripts."""

__version__ = "0.1.0"
