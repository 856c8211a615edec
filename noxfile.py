"""The suite on every Python that is found, and the package in a clean environment: `make matrix`."""

from __future__ import annotations

import nox

nox.options.error_on_missing_interpreters = False  # those that are found
nox.options.reuse_existing_virtualenvs = True
nox.needs_version = ">=2025.2"

DEV = nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), "dev")


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """All tests; arguments behind `--` go to pytest."""
    session.install("--quiet", "--editable", ".", *DEV)
    session.run("python", "-m", "pytest", "-n", "2", *session.posargs)


@nox.session(python=["3.11", "3.12", "3.13"])
def package(session: nox.Session) -> None:
    """Builds sdist and wheel, installs each into a clean environment and uses it there."""
    session.install("--quiet", "--editable", ".", "build>=1.2", *DEV)
    session.run("python", "-m", "pytest", "-m", "package", "tests/package", *session.posargs)
