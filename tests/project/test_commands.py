"""Every command and option is documented, in its own help and in the reference."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from reference_pages import commands

ROOT = Path(__file__).resolve().parents[2]
FOUND = commands.commands()
OPTIONS = [
    (path, option) for path, command in FOUND.items() for option in command.params if isinstance(option, click.Option)
]
CONTRACT = {
    "sverka read": {"--date", "--lang", "--reporter", "--format", "--explain"},
    "sverka bounds": {"--with", "--date", "--lang", "--reporter", "--measure", "--exact", "--format"},
    "sverka check": {
        *("--with", "--reporter", "--date", "--lang", "--format", "-o", "--explain", "--strict", "--each"),
    },
    "sverka load": {"--book", "--flow", "--replace", "--merge", "--format"},
    "sverka book": {"--book", "--format"},
    "sverka measure": {"--reporter", "--book", "--engine", "--as-of", "--format"},
    "sverka show": {"--period", "--book", "--format"},
    "sverka": {"--ui", "--quiet", "--version"},
}


@pytest.mark.parametrize("path", FOUND)
def test_every_command_has_help_and_a_section(path: str) -> None:
    assert FOUND[path].help
    assert f"## {path}\n" in (ROOT / "docs/reference/cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("path", "option"), OPTIONS, ids=lambda one: one if isinstance(one, str) else one.name)
def test_every_option_says_what_it_does(path: str, option: click.Option) -> None:
    assert option.help
    section = commands.reference_page().split(f"## {path}\n")[1].split("\n## ")[0]
    assert all(name in section for name in option.opts)


@pytest.mark.parametrize("path", CONTRACT)
def test_the_options_promised_are_there(path: str) -> None:
    assert {name for option in FOUND[path].params for name in option.opts} >= CONTRACT[path]


def test_every_command_takes_the_common_options() -> None:
    common = {"--ui", "--quiet"}
    lacking = {path for path, command in FOUND.items() if not common <= {o for p in command.params for o in p.opts}}
    assert lacking == set()


def test_commands_in_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    called = {line.split()[2] for line in text.splitlines() if line.startswith("$ sverka ")}
    assert called
    assert called - {path.split()[-1] for path in FOUND} == set()
