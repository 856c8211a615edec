"""A line of tags, as text: what it changes, and how its last word can go on. Pure functions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from library import LibraryError, Tag, tag_name


@dataclass(frozen=True, slots=True)
class Tagging:
    """What a line of tags adds to papers, and takes off them."""

    add: tuple[str, ...]
    remove: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.add or self.remove)


def common(carried: Sequence[Collection[str]]) -> list[str]:
    """The tags that all papers carry."""
    return sorted(set.intersection(*map(set, carried))) if carried else []


def partial(carried: Sequence[Collection[str]]) -> list[str]:
    """The tags that some papers carry and others do not."""
    return sorted(set().union(*carried) - set(common(carried)))


def tagging(line: str, before: Iterable[str]) -> Tagging:
    """What the line says: a word is wanted, `-word` is not, and what was there `before` and is gone goes."""
    words = line.split()
    wanted = _names(word for word in words if not word.startswith("-"))
    unwanted = _names(word[1:] for word in words if word.startswith("-"))
    add = [name for name in wanted if name not in before and name not in unwanted]
    gone = [name for name in before if name not in wanted and name not in unwanted]
    return Tagging(tuple(add), (*gone, *unwanted))


def completions(line: str, tags: Sequence[Tag], carried: Collection[str]) -> list[str]:
    """How the last word may go on: tags that begin so, then those that contain it; none that the line has.

    tags: all there are, the most used first. carried: those that `-` can take off.
    """
    last = last_word(line)
    minus = last.startswith("-")
    begun = last.lstrip("-#").casefold()
    words = line.split()
    taken = {word.lstrip("-#").casefold() for word in (words[:-1] if last else words)}
    names = [tag.name for tag in tags if tag.name not in taken and (not minus or tag.name in carried)]
    first = [name for name in names if name.startswith(begun)]
    return first + [name for name in names if begun in name and name not in first]


def last_word(line: str) -> str:
    """The word that is being typed; "" after a space."""
    return "" if not line or line[-1].isspace() else line.split()[-1]


def completed(line: str, name: str) -> str:
    """The line with `name` for the word that is being typed."""
    last = last_word(line)
    return line[: len(line) - len(last)] + "-" * last.startswith("-") + name


def _names(words: Iterable[str]) -> list[str]:
    names = []
    for word in words:
        try:
            names.append(tag_name(word))
        except LibraryError:
            continue  # a lone sign is not worth a message while a line is written
    return list(dict.fromkeys(names))
