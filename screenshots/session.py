"""The session that is shown: what is pressed, and how long each screen stays. Recorded twice, as bytes of a
terminal (record.py) and as a moving picture (animate.py)."""

from __future__ import annotations

from dataclasses import dataclass

SIZE = (96, 28)


@dataclass(frozen=True, slots=True)
class Shown:
    """A key as Textual calls it, and the seconds for which its screen stays."""

    key: str
    seconds: float


def typed(text: str, *, each: float = 0.12, last: float = 1.2) -> list[Shown]:
    """A text, letter by letter."""
    letters = [Shown({" ": "space", ":": "colon", ".": "full_stop"}.get(c, c), each) for c in text]
    return [*letters[:-1], Shown(letters[-1].key, last)]


SCRIPT: list[Shown] = [
    Shown("", 2.0),
    *[Shown("j", 0.25)] * 3,
    Shown("slash", 0.5),
    *typed("regret"),
    Shown("enter", 0.4),
    *[Shown("n", 0.9)] * 2,
    Shown("escape", 0.6),
    Shown("f", 0.9),
    Shown("enter", 1.0),
    *[Shown("j", 0.25)] * 2,
    Shown("x", 1.4),
    Shown("escape", 0.5),
    Shown("b", 1.2),
    Shown("t", 0.6),
    *typed("later", last=0.7),
    Shown("enter", 1.2),
    Shown("e", 0.7),
    *typed("Compare with the baselines.", each=0.06),
    Shown("escape", 1.4),
    Shown("T", 1.6),
    *[Shown(key, 0.9) for key in ("b", "d", "a", "escape")],
    Shown("enter", 1.2),
    Shown("u", 1.4),
    Shown("percent_sign", 2.2),
    Shown("escape", 0.5),
    Shown("colon", 1.0),
    *typed("light", last=0.8),
    Shown("enter", 2.5),
]
