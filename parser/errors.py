"""What can stop a source from being read at all; everything smaller is a Problem."""

from __future__ import annotations


class ParserError(Exception):
    """The message says what is wrong with the source and what to do about it."""


class NotTextError(ParserError):
    """The source is no text: a PDF, an archive, a picture, a program."""
