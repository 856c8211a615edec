"""config.toml: what it may say, and what is said when it says something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library import Config, Library, Paths
from library.config import ARXIV_SEARCH, EXAMPLE


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert Config.read(tmp_path / "config.toml") == Config()


def test_the_example_says_what_the_defaults_are() -> None:
    assert Config.of_text(EXAMPLE) == Config()


def test_everything_can_be_set() -> None:
    config = Config.of_text(
        """
        theme = "nord"
        open.search_url = "https://search.example/?q={title}"
        note.template = "# {title}\\n"
        editor.command = "vim -c 'set spell'"
        [keys]
        move.down = "n,down"
        "move.up" = ["p", "up"]
        quit = ""
        """
    )
    assert config.problems == ()
    assert config.theme == "nord"
    assert config.search_url == "https://search.example/?q={title}"
    assert config.note_template == "# {title}\n"
    assert config.editor == ("vim", "-c", "set spell")
    assert config.keys == {"move.down": "n,down", "move.up": "p,up", "quit": ""}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("colour = 'red'", "there is no setting colour"),
        ("[open]\nwith = 'x'", "there is no setting open.with"),
        ("theme = 3", "theme should be a text in quotes"),
        ("[keys]\nquit = 7", "keys.quit should be a text in quotes"),
        ("[keys]\nquit = [7]", "keys.quit should be a text in quotes"),
        ("keys = 'q'", "keys is a table: write [keys]"),
        ("[open]\nsearch_url = 'file:///etc/passwd?{title}'", "should begin with http:// or https://"),
        ("[open]\nsearch_url = 'https://{title}.example/'", "needs {title} where"),
        ("[open]\nsearch_url = 'https://a.example/'", "needs {title} where"),
        ("[open]\nsearch_url = 'https://[x/{title}'", "is no address"),
        ('[editor]\ncommand = "vim \'a"', "has a quote that is not closed"),
        ("theme = ", "is not read"),
        ("a = " + "[" * 100_000, "is not read"),
        ("a." * 2_000 + "a = 1", "is not read"),
    ],
)
def test_a_mistake_is_said_and_costs_nothing_else(text: str, said: str) -> None:
    config = Config.of_text(text)
    assert len(config.problems) == 1
    assert config.problems[0].startswith("config.toml")
    assert said in config.problems[0]
    assert config.search_url == ARXIV_SEARCH
    assert config.theme == ""


def test_one_mistake_does_not_take_the_other_settings_with_it() -> None:
    config = Config.of_text("theme = 'nord'\nnosuch = 1\n[keys]\nquit = 1\nhelp = 'f1'")
    assert config.theme == "nord"
    assert config.keys == {"help": "f1"}
    assert len(config.problems) == 2


def test_what_a_problem_quotes_can_do_nothing_to_the_terminal() -> None:
    config = Config.of_text('"\\u001b[31mred" = 1')
    assert "\x1b" not in config.problems[0]


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_file_that_is_no_text_is_a_problem(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "config.toml"
    path.mkdir() if content is None else path.write_bytes(content)
    assert len(Config.read(path).problems) == 1


def test_the_library_knows_its_settings(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.make()
    paths.settings.write_text('theme = "nord"', encoding="utf-8")
    with Library.open(paths) as library:
        assert library.config.theme == "nord"


@given(st.text(max_size=80))
def test_no_text_ends_the_program(text: str) -> None:
    Config.of_text(text)
    Config.of_text(f"[keys]\n{text}")
