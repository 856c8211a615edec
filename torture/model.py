"""Changes a person makes, and what must be in the library after any number of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from library import Library
from parser import PaperKey

KINDS = {
    "bookmark": ("star",),
    "note": ("note",),
    "undo": ("star", "note", "undo", "undo", "redo"),
}
"""What each subject does, one of these at a time."""

FEW = 300
"""Steps that are counted."""


@dataclass(frozen=True)
class Act:
    """One change: `star` (value "1" or ""), `note` (value: the text), `undo` or `redo`."""

    kind: str
    key: PaperKey
    value: str

    def perform(self, library: Library) -> None:
        if self.kind == "star":
            library.star([self.key], bool(self.value))
        elif self.kind == "note":
            library.set_note(self.key, self.value)
        elif self.kind == "undo":
            library.undo()
        else:
            library.redo()


def acts(subject: str, keys: list[PaperKey], seed: int, count: int) -> list[Act]:
    """The same changes for the same seed, so that who checks knows what who was killed was doing."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        kind = chance.choice(KINDS[subject])
        text = f"note {seed}.{number} " + "words " * chance.randrange(200)
        value = {"star": chance.choice(("1", "")), "note": text.strip()}.get(kind, "")
        made.append(Act(kind, chance.choice(keys), value))
    return made


@dataclass
class Model:
    """Bookmarks and notes as they should be, with the steps that undo takes back."""

    marks: dict[tuple[str, PaperKey], str] = field(default_factory=dict)
    done: list[tuple[tuple[str, PaperKey], str, str]] = field(default_factory=list)
    undone: list[tuple[tuple[str, PaperKey], str, str]] = field(default_factory=list)

    def apply(self, act: Act) -> None:
        if act.kind == "undo":
            if self.done:
                place, before, after = self.done.pop()
                self.undone.append((place, before, after))
                self.marks[place] = before
        elif act.kind == "redo":
            if self.undone:
                place, before, after = self.undone.pop()
                self.done.append((place, before, after))
                self.marks[place] = after
        else:
            place = (act.kind, act.key)
            before = self.marks.get(place, "")
            if before != act.value:
                self.done.append((place, before, act.value))
                self.undone.clear()
                self.marks[place] = act.value

    def shown(self) -> dict[tuple[str, PaperKey], str]:
        return {place: value for place, value in self.marks.items() if value}


def found(library: Library) -> dict[tuple[str, PaperKey], str]:
    """Bookmarks and notes as the library has them."""
    marks: dict[tuple[str, PaperKey], str] = {}
    for row in library.rows(list(library.newest())):
        if row.starred:
            marks["star", row.key] = "1"
        if row.has_note:
            marks["note", row.key] = library.entry(row.key).note
    return marks


def agrees(library: Library, model: Model, rest: list[Act]) -> bool:
    """Whether the library is as after the acknowledged changes, or as after the one that was under way."""
    if _alike(library, model):
        return True
    if rest:
        model.apply(rest[0])
    return _alike(library, model)


def _alike(library: Library, model: Model) -> bool:
    """The same marks, and as many steps to undo; beyond hundreds the journal forgets the oldest."""
    steps = len(library.history(FEW))
    return steps == min(len(model.done), FEW) and found(library) == model.shown()
