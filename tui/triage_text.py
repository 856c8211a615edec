"""The texts of triage: the decisions to take, how far along, what came of it. No widget, no state."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui.cells import bar
from tui.keys import Key
from tui.triage import Triage, Verdict

SIGNS = {Verdict.KEEP: "★", Verdict.LATER: "≡", Verdict.READ: "✓", Verdict.NO: "×"}
BAR = 24
"""Cells of the longest bar in the summary."""


def offers(keys: Sequence[Key], taken: Verdict | None) -> Content:
    """The decisions with their keys, each to be clicked as well; the one that was taken here is bold.

    keys: those of the verdicts, in the order of `Verdict`.
    """
    parts = []
    for key, verdict in zip(keys, Verdict, strict=True):
        weight = "bold" if verdict is taken else "not bold"
        click = f"@click=screen.decide('{verdict.name.lower()}')"
        markup = f"[bold $accent]$key[/] [{click}][{weight}]$label[/][/]"
        parts.append(Content.from_markup(markup, key=key.display, label=key.label))
    return Content("     ").join(parts)


def place(triage: Triage) -> Content:
    """`12 decided   37 of 212`; without the place where the papers are at an end."""
    here = "" if triage.ended else f"   {triage.at + 1:,} of {len(triage.keys):,}"
    return Content.assemble(f"{triage.decided:,} decided", (here, "bold $foreground"))


def progress(triage: Triage, width: int) -> Content:
    """How far along, as a line of `width` cells."""
    line = bar(triage.at / len(triage.keys), width)
    gone = line.rstrip()
    return Content.assemble((gone, "$accent"), ("─" * (len(line) - len(gone)), "$hairline"))


def summary(triage: Triage) -> Content:
    """What was decided, verdict by verdict, and how many papers were left alone."""
    papers = "paper" if len(triage.keys) == 1 else "papers"
    said = f"{triage.decided:,} of {len(triage.keys):,} {papers} decided"
    lines = [Content.styled(said, "bold $foreground"), Content("")]
    most = max(triage.counts().values()) or 1
    for verdict, count in triage.counts().items():
        length = bar(count / most, BAR) if count else ""
        lines.append(
            Content.assemble(
                (f"{SIGNS[verdict]}  ", "$accent"), (f"{verdict:<12}", "$foreground"),
                (f"{count:>6,}   ", "bold $foreground"), (length, "$bar"),
            )
        )  # fmt: skip
    if left := len(triage.keys) - triage.decided:
        lines.append(Content.styled(f"   {'left alone':<12}{left:>6,}", "$rank-2"))
    return Content("\n").join(lines)
