"""`paperdeck config`: what is wrong with config.toml, and what may stand in it."""

from __future__ import annotations

import click


@click.command(short_help="Check config.toml, or print an example of it.")
@click.option("--example", is_flag=True, help="Print a file with all settings, their defaults and all keys.")
def config(example: bool) -> int:
    """Check the configuration; exit 1 where something in it cannot be used.

    With --example, print a configuration that changes nothing: a start for your own.
    """
    from cli.output import out
    from library import Config, Paths
    from library.config import EXAMPLE
    from parser import clean
    from tui.keymap import Keymap
    from tui.keys import TABLES
    from tui.theme import unknown_theme

    if example:
        out(EXAMPLE.rstrip())
        for key in (key for table in TABLES for key in table.keys):
            out(f'# {key.id} = "{key.keys}"')
        return 0
    path = Paths.of_user().settings
    settings = Config.read(path)
    problems = [*settings.problems, *Keymap.of(settings.keys).problems, *unknown_theme(settings.theme)]
    for problem in problems:
        out(problem)
    if not problems:
        out(f"{clean(str(path))}: {'all is well' if path.exists() else 'there is none; the defaults hold'}")
    return int(bool(problems))
