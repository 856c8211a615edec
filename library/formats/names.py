"""A person's name in its parts, as bibliographies want it: a guess from its words alone."""

from __future__ import annotations

from dataclasses import dataclass

_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_GROUPS = frozenset(
    "collaboration consortium team group lab labs laboratory institute university project initiative"
    " community network foundation inc inc. authors contributors".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """`van der Berg`, `Jan`, `Jr.`; an organisation or a single name is all family."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def sorted(self) -> str:
        """`van der Berg, Jr., Jan`, the form of BibTeX (the btxdoc manual, section 4)."""
        return ", ".join(part for part in (self.family, self.suffix, self.given) if part)


def split_name(author: str) -> Name:
    """The parts of a name that is written in speaking order."""
    words = author.split()
    if len(words) < 2 or words[-1].casefold() in _GROUPS or words[0].casefold() == "the" or "," in author:
        return Name(author)
    suffix = ""
    if len(words) > 2 and words[-1].casefold() in _SUFFIXES:
        suffix = words.pop()
    start = len(words) - 1
    while start > 1 and words[start - 1].islower():  # particles belong to the family
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)
