"""The pages that are made from the program itself (keys, commands, contributing), and the pictures.

Run by `make docs`; nothing of it is kept in version control.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from cli.main import BROWSE, paperdeck
from tui.keys import TABLES

HERE = Path(__file__).parent
ROOT = HERE.parent


def keys() -> str:
    """Every key of every table."""
    lines = [
        "# Keys",
        "",
        "`[keys]` in `config.toml` remaps them by their id; `?` in the app shows them.",
        "",
    ]
    for table in TABLES:
        lines += [f"## {table.name}", "", "| key | id | what it does |", "|---|---|---|"]
        lines += [f"| `{k.display}` | `{k.id}` | {k.tip} |".replace("`|`", "`\\|`") for k in table.keys]
        lines.append("")
    return "\n".join(lines)


def commands() -> str:
    """The help of every verb."""
    context = click.Context(paperdeck, info_name="paperdeck")
    lines = ["# Command line", "", "```text", paperdeck.get_help(context), "```", ""]
    for name in paperdeck.list_commands(context):
        command = paperdeck.get_command(context, name)
        if name == BROWSE or command is None:
            continue
        inner = click.Context(command, info_name=name, parent=context)
        lines += [f"## paperdeck {name}", "", "```text", command.get_help(inner), "```", ""]
    return "\n".join(lines)


def main() -> int:
    (HERE / "keys.md").write_text(keys(), encoding="utf-8")
    (HERE / "commands.md").write_text(commands(), encoding="utf-8")
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (HERE / "contributing.md").write_text(contributing.replace("(docs/", "("), encoding="utf-8")
    pictures = HERE / "pictures"
    pictures.mkdir(exist_ok=True)
    for picture in (ROOT / "screenshots").glob("*.png"):
        shutil.copy2(picture, pictures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
