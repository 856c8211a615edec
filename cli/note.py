"""`paperdeck note`: the note on one paper, printed, written, or opened in an editor."""

from __future__ import annotations

import sys

import click

from cli import options


@click.command(short_help="Print or write the note on a paper.")
@options.which
@click.option("--message", "-m", metavar="TEXT", help="Write this text; an empty one takes the note away.")
@click.option("--stdin", "piped", is_flag=True, help="Write what comes from standard input.")
@click.option("--append", is_flag=True, help="Add to the note instead of replacing it.")
@click.option("--edit", "-e", is_flag=True, help="Open the note in $VISUAL or $EDITOR.")
def note(which: tuple[str, ...], message: str | None, piped: bool, append: bool, edit: bool) -> int:
    """Print the note on a paper, or write it (Markdown, several lines).

    Exits with 1 where the paper has no note to print.
    """
    from cli.asking import one
    from cli.output import out, say
    from library import Library

    if sum((message is not None, piped, edit)) > 1:
        raise click.UsageError("--message, --stdin and --edit exclude one another")
    with Library.open() as library:
        if (key := one(library, which)) is None:
            return 1
        before = library.entry(key).note
        if message is None and not piped and not edit:
            if before:
                out(before)
            return 0 if before else 1
        text = _edited(before) if edit else sys.stdin.read() if piped else message or ""
        if append and before and not edit:
            text = f"{before}\n{text}"
        step = library.set_note(key, text.rstrip("\n"))
        say(f"paperdeck: {step.text}" if step else "paperdeck: the note has not changed")
    return 0


def _edited(text: str) -> str:
    """The text as it comes back from the person's editor; as it was, if she left without saving."""
    from cli.output import has_terminal

    if not has_terminal():
        raise click.UsageError("--edit wants a terminal; --message and --stdin do without")
    edited = click.edit(text, extension=".md", require_save=True)
    return text if edited is None else edited
