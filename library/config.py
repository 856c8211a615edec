"""`config.toml`, read into one frozen value. What is wrong there is said in words; the defaults stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from parser import clean, clean_block

ARXIV_SEARCH = "https://arxiv.org/search/?searchtype=title&query={title}"
"""arXiv's own search form, asked for words of a title."""
EXAMPLE = f"""\
# paperdeck reads this file when it starts. Every line is optional; these are the defaults.

# A theme by its name; the palette (:) lists them. Empty: the one chosen last.
theme = ""

[open]
# Where `o` looks for a paper that has no link of its own; {{title}} becomes its title.
search_url = "{ARXIV_SEARCH}"

[note]
# What an empty note begins with. {{title}} {{authors}} {{date}} {{category}} {{link}} are filled in.
template = ""

[editor]
# The program that `E` opens a note in. Empty: $VISUAL, then $EDITOR, then vi.
command = ""

[keys]
# An action's id and its keys; several are separated by commas, none ("") takes the action off the keys.
"""


class _BadValueError(ValueError):
    """A value that cannot be used; the text says what it should be."""


@dataclass(frozen=True, slots=True)
class Config:
    """The user's settings. Where the file says nothing, or nothing usable, these defaults hold."""

    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Action id to keys as Textual writes them, comma separated; which ids there are, the screen knows."""
    theme: str = ""
    """"": the one chosen last, or the house's."""
    search_url: str = ARXIV_SEARCH
    """An http or https address with `{title}` in it."""
    note_template: str = ""
    editor: tuple[str, ...] = ()
    """The editor's argument list; empty: the environment decides."""
    problems: tuple[str, ...] = ()
    """What was wrong in the file, one sentence each."""

    @classmethod
    def read(cls, path: Path) -> Config:
        """The settings in a file; the defaults where there is none. Never raises."""
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return cls()
        except OSError as error:
            return cls(problems=(f"{path.name} cannot be read: {clean(str(error.strerror))}",))
        except UnicodeDecodeError:
            return cls(problems=(f"{path.name} is no UTF-8 text; the defaults are used",))
        return cls.of_text(text, path.name)

    @classmethod
    def of_text(cls, text: str, name: str = "config.toml") -> Config:
        """The settings in a text; `name` is what its problems call it."""
        import tomllib  # most people have no such file: it is loaded where there is one

        try:
            return _read(tomllib.loads(text), name)
        except tomllib.TOMLDecodeError as error:
            return cls(problems=(f"{name} is not read: {clean(str(error))}",))
        except RecursionError:  # one call deeper with every bracket, and with every dot of a name
            return cls(problems=(f"{name} is not read: it is nested too deep",))


def _read(tables: Mapping[str, Any], name: str) -> Config:
    settings: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in _leaves(tables, problems):
        table, _, rest = key.partition(".")
        try:
            if table == "keys" and rest:
                settings.setdefault("keys", {})[rest] = _keys(value)
            elif key in _SETTINGS:
                setting, read = _SETTINGS[key]
                settings[setting] = read(value)
            else:
                problems.append(f"there is no setting {key}")
        except _BadValueError as error:
            problems.append(f"{key} {error}")
    if "keys" in settings:
        settings["keys"] = MappingProxyType(settings["keys"])
    return replace(Config(), **settings, problems=tuple(f"{name}: {clean(problem)}" for problem in problems))


def _leaves(tables: Mapping[str, Any], problems: list[str], lead: str = "") -> list[tuple[str, Any]]:
    """Dotted names and values: `[keys] move.down = "n"` and `"move.down" = "n"` are the same."""
    found: list[tuple[str, Any]] = []
    for key, value in tables.items():
        if isinstance(value, Mapping):
            found += _leaves(value, problems, f"{lead}{key}.")
        elif f"{lead}{key}" in _TABLES:
            problems.append(f"{key} is a table: write [{key}] on a line of its own")
        else:
            found.append((f"{lead}{key}", value))
    return found


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _BadValueError("should be a text in quotes")
    return value


def _line(value: Any) -> str:
    return clean(_text(value)).strip()


def _block(value: Any) -> str:
    return clean_block(_text(value))


def _keys(value: Any) -> str:
    """`"n,down"` and `["n", "down"]` alike; a comma as a key is written `comma`."""
    each = value if isinstance(value, list) else [value]
    names = [name.strip() for text in each for name in _line(text).split(",")]
    return ",".join(name for name in names if name)


def _search_url(value: Any) -> str:
    from urllib.parse import urlsplit

    url = _line(value)
    try:
        parts = urlsplit(url)
    except ValueError:
        raise _BadValueError("is no address") from None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise _BadValueError("should begin with http:// or https://")
    if "{title}" not in parts.path + parts.query + parts.fragment:
        raise _BadValueError("needs {title} where the paper's title goes")
    return url


def _command(value: Any) -> tuple[str, ...]:
    import shlex

    try:
        return tuple(shlex.split(_line(value)))
    except ValueError:
        raise _BadValueError("has a quote that is not closed") from None


_SETTINGS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "theme": ("theme", _line),
    "open.search_url": ("search_url", _search_url),
    "note.template": ("note_template", _block),
    "editor.command": ("editor", _command),
}
"""The name in the file: the field of Config, and how its value is read."""
_TABLES = {"keys", *(name.split(".")[0] for name in _SETTINGS if "." in name)}
