"""The tool that keeps shown commands true to what they print."""

from __future__ import annotations

from pathlib import Path

import pytest

import show_runs

PAGE = "Before.\n\n```console\n$ printf 'one\\n$ two\\n'\nold\n```\n\n```sh\n$ false\n```\n"


def test_outputs_are_renewed_and_other_blocks_left() -> None:
    expected = "Before.\n\n```console\n$ printf 'one\\n$ two\\n'\none\n$ two\n```\n\n```sh\n$ false\n```\n"
    assert show_runs.renewed(PAGE) == expected
    assert show_runs.renewed(expected) == expected


def test_a_long_output_is_cut_with_a_mark() -> None:
    page = "```console lines=2\n$ any\n```\n"
    assert show_runs.renewed(page, lambda command: "a\nb\nc") == "```console lines=2\n$ any\na\nb\n…\n```\n"


def test_a_part_of_an_output_is_shown_between_marks() -> None:
    page = "```console from=2. lines=1\n$ any\n```\n"
    shown = "```console from=2. lines=1\n$ any\n…\n2. b\n…\n```\n"
    assert show_runs.renewed(page, lambda command: "1. a\n2. b\nc") == shown


def test_a_command_may_go_on_over_lines() -> None:
    assert show_runs.command_of("$ echo one \\\n    two\none two\n$ true\n") == "echo one \\\n    two"
    with pytest.raises(ValueError, match="must begin with a command"):
        show_runs.command_of("echo one\n")


def test_drift_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")
    assert show_runs.main(["--check", str(page)]) == 1
    assert "print something else now" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8") == PAGE
    assert show_runs.main([str(page)]) == 0
    assert show_runs.main(["--check", str(page)]) == 0
