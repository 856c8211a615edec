"""The texts of a paper as they are searched: LaTeX read as the signs it stands for."""

from __future__ import annotations

TITLE_WEIGHT = 3
"""What a word of the title counts in the combined field, where a word of the abstract counts 1."""


def plain_text(text: str) -> str:
    """The text with LaTeX replaced by Unicode, where it has any."""
    if "\\" in text or "$" in text:
        from parser.tex import to_unicode

        return to_unicode(text)
    return text
