"""For every row the guards that make its zeros: how to take one out, after which the row must complain."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guard:
    """One precaution of the program, and Python that undoes it."""

    row: str
    name: str
    removal: str
    attempts: int = 0
    """How many it takes to notice; 0: four times the quick form's."""


_NO_TRANSACTION = """
import contextlib, library.store
@contextlib.contextmanager
def write(self, *, counted=True):
    with self.held() as connection:
        yield connection
        if counted:
            connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'marks'")
library.store.Store.write = write
"""
_NO_SYNC = """
import library.store
connect = library.store._connect
def careless(path, mode):
    connection = connect(path, mode)
    connection.execute("PRAGMA synchronous = OFF")
    return connection
library.store._connect = careless
"""
_NO_MIGRATION_TRANSACTION = """
from library import migrations
def migrate(connection, steps, back_up):
    start = migrations.version_of(connection)
    if 0 < start < len(steps):
        back_up(start)
    for number, statements in enumerate(steps[start:], start=start + 1):
        for statement in statements:
            connection.execute(statement)
        if number == 1:
            connection.execute("INSERT INTO meta VALUES ('library', 'x')")
            connection.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {number}")
migrations.migrate = migrate
"""
_FINISHED_AT_ONCE = """
import library.intake
begin = library.intake.Intake._begin
def hasty(self, connection, digest, report):
    begin(self, connection, digest, report)
    connection.execute("UPDATE import SET finished = 1 WHERE id = ?", (self._import,))
library.intake.Intake._begin = hasty
"""
_NO_EXPLAINED_COPY = """
import library.backup
library.backup.StoreError = ValueError
"""
_NO_SIGNALS = "import tui.terminal\ntui.terminal.listen = lambda leave: None"
_NO_SAVE = """
import tui.browser.writing
async def nothing(self):
    pass
tui.browser.writing.Writing.save_what_is_open = nothing
"""
_STOCK_DRIVER = """
import tui.app
from textual.app import App
tui.app.PaperdeckApp.get_driver_class = App.get_driver_class
"""
_NO_SUSPEND = """
from textual.drivers.linux_driver import LinuxDriver
LinuxDriver.suspend_application_mode = lambda self: None
"""

_NO_CLEANING = """
import sys, parser
door = sys.modules["parser.clean"]
door._LINE.clear()
door._BLOCK.clear()
"""
_NO_MESSAGE_CLEANING = """
import parser
parser.clean_block = parser.clean = str
"""
_MARKUP = """
from textual.content import Content
from textual.widgets import Static
update = Static.update
Static.update = lambda self, content="", **more: update(self, Content.from_markup(str(content)), **more)
"""
_NO_EXPLANATION = """
import cli.main
def bare(error):
    raise error
cli.main._explain = bare
"""

_ANY_PICKLE = """
import pickle, search.safe_open
search.safe_open.loads_plain = pickle.loads
"""
_ANY_FOLDER = """
import library.index
library.index._clear_away = lambda folder: None
"""
_ANY_STAMP = """
import library.index
library.index.Index._identity = lambda self: "any"
"""
_NEVER_COMPLETED = """
import library.index
library.index.Index._completed = lambda self, engine, stamp, progress: engine
"""
_NO_CHECKSUMS = """
import search.folder, search.whoosh_engine
search.folder.is_whole = lambda generation, manifest: True
search.whoosh_engine.WhooshEngine.is_whole = lambda self: True
"""

_NO_DAMAGE = """
import library.store
library.store.explained = lambda error, path: error
"""
_NO_COPIES = """
import library.restore
library.restore.backups = lambda folder: []
"""
_ANY_SOURCE = """
import library.sources
library.sources._wrong_kind = lambda mode: None
library.sources._check_size = lambda label, size: None
"""
_NO_WAITING = """
import library.store
library.store.BUSY_MS = 0
"""
_LEAKY = """
import os, library.library
rows = library.library.Library.rows
def leaking(self, keys):
    os.open(os.devnull, os.O_RDONLY)
    return rows(self, keys)
library.library.Library.rows = leaking
"""

_CARELESS_EXPORT = """
import library.export
library.export._check = lambda path, label, force: None
library.export._put = lambda part, path, label, force: path.write_bytes(part.read_bytes())
"""
_PLAIN_EXPORT = """
import os, library.export
library.export.tempfile.mkstemp = lambda prefix, suffix, dir: (
    os.open(f"{dir}/{prefix[1:-1]}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), f"{dir}/{prefix[1:-1]}")
"""
_COMPUTED_CELLS = """
import library.formats.table
library.formats.table.guarded = lambda cell: cell
"""
_PLAIN_BRACES = """
import library.formats.latex
library.formats.latex.is_balanced = lambda text: True
"""
_ANSWER_BELIEVED = """
import library.arxiv
library.arxiv._is_whole = lambda text: True
"""
_NO_CONFIG_CARE = """
import tomllib, library.config
read = library.config.Config.read
def trusting(path):
    if path.exists():
        tomllib.loads(path.read_text())
    return read(path)
library.config.Config.read = staticmethod(trusting)
"""
_WAITING = """
class Waiting:
    def run(self, call):
        import asyncio
        result, done = call(), asyncio.get_running_loop().create_future()
        done.set_result(result)
        return done
    def close(self):
        pass
import tui.app
tui.app.Writer = Waiting
"""
_HOARDING = """
import library.library
rows, hoard = library.library.Library.rows, []
def hoarding(self, keys):
    hoard.append(bytes(20_000))
    return rows(self, keys)
library.library.Library.rows = hoarding
"""
_NO_SIZES = """
import resource, tui.terminal
tui.terminal.LARGEST = 1 << 60
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))  # what a machine can do without
"""
_NO_PASTE_CLEANING = """
import tui.terminal
tui.terminal.pasted = str
"""

GUARDS = (
    Guard("endings", "the program listens to signals", _NO_SIGNALS, attempts=5),
    Guard("endings", "an open note is saved before the end", _NO_SAVE, attempts=5),
    Guard("keyboard", "the program reads the keyboard itself", _STOCK_DRIVER, attempts=10),
    Guard("pauses", "the terminal is given back before the pause", _NO_SUSPEND),
    Guard("kill-bookmark", "a change is one transaction", _NO_TRANSACTION, attempts=60),
    Guard("kill-note", "a change is one transaction", _NO_TRANSACTION, attempts=60),
    Guard("kill-undo", "a change is one transaction", _NO_TRANSACTION, attempts=60),
    Guard("kill-import", "an import counts as finished only at its end", _FINISHED_AT_ONCE, attempts=24),
    Guard("kill-migration", "a migration is one transaction", _NO_MIGRATION_TRANSACTION, attempts=24),
    Guard("screens", "text is cleaned when it comes in", _NO_CLEANING),
    Guard("screens", "text is shown without markup", _MARKUP),
    Guard("screens", "what is pasted is cleaned", _NO_PASTE_CLEANING),
    Guard("commands", "text is cleaned when it comes in", _NO_CLEANING),
    Guard("commands", "messages are cleaned", _NO_MESSAGE_CLEANING),
    Guard("commands", "errors are explained", _NO_EXPLANATION),
    Guard("kill-index", "an index that is behind its library is completed", _NEVER_COMPLETED, attempts=12),
    Guard("exports", "what is there is not replaced, links are refused", _CARELESS_EXPORT),
    Guard("exports", "the new file is written beside and renamed", _PLAIN_EXPORT, attempts=60),
    Guard("exports", "cells that compute are quoted", _COMPUTED_CELLS),
    Guard("exports", "braces are balanced", _PLAIN_BRACES),
    Guard("damage-others", "a kept answer must be whole", _ANSWER_BELIEVED),
    Guard("damage-others", "settings are looked at one by one", _NO_CONFIG_CARE),
    Guard("slow-disk", "the disk is waited for in a thread", _WAITING),
    Guard("soak", "nothing is hoarded (20 kB a look are)", _HOARDING, attempts=6_000),
    Guard("keyboard", "sizes that no terminal has are refused", _NO_SIZES, attempts=120),
    Guard("damage", "damage is explained", _NO_DAMAGE, attempts=64),
    Guard("damage", "the doctor looks for a whole copy", _NO_COPIES, attempts=64),
    Guard("imports", "only regular files of a sane size are read", _ANY_SOURCE, attempts=1),
    Guard("surroundings", "errors are explained", _NO_EXPLANATION),
    Guard("two-at-once", "a writer waits for another one", _NO_WAITING),
    Guard("soak", "files are closed (one is left open on purpose)", _LEAKY, attempts=400),
    Guard("index", "only plain values are unpickled", _ANY_PICKLE, attempts=88),
    Guard("index", "the folder must be private", _ANY_FOLDER, attempts=88),
    Guard("index", "an index must be of this library", _ANY_STAMP, attempts=88),
    Guard("index", "files must have their checksums", _NO_CHECKSUMS, attempts=220),
    Guard("writes", "every commit is synced", _NO_SYNC, attempts=160),
    Guard("writes", "a change is one transaction", _NO_TRANSACTION, attempts=160),
    Guard("writes", "a failed copy is explained", _NO_EXPLAINED_COPY, attempts=160),
)
