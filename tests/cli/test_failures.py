"""What goes wrong is one line on standard error and a documented exit code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from sverka.cli import failures

TEXT = "In 2022 exports to China made up 60% of Tomsk Oblast's exports.\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["read", "-", "--date", "yesterday"], 2, "not a date"),
        (["read", "-", "--date", "2023-02-30"], 2, "not a date"),
        (["read", "-", "--date", "0000"], 2, "not a date"),
        (["read", "-", "--date", "2023-Q1"], 2, "not a date"),
        (["read", "-", "--date", ""], 2, "not a date"),
        (["read", "-", "--date", "2023-W05-1"], 2, "not a date"),
        (["read", "-", "--reporter", ""], 2, "unknown reporter"),
        (["read", ""], 2, "without a name"),
        (["load", "table", "x.csv", "--mapping", "/dev/zero", "--book", "b"], 3, "more than 1 MB"),
        (["load", "rates", "/dev/zero", "--book", "b"], 3, "no regular file but a pipe or a device"),
        (["load", "rates", "/dev", "--book", "b"], 3, "this is a folder"),
        (["load", "statements", "/dev/zero", "--book", "b"], 3, "no regular file but a pipe or a device"),
        (["load", "rates", "none.csv", "--book", "b"], 3, "no such file"),
        (["load", "x.csv", "--corrections", "/dev/zero", "--book", "b"], 3, "more than 1 MB"),
        (["show", "RU-TOM", "--period", ""], 2, "not a period"),
        (["brief", "RU-TOM", "--period", ""], 2, "not a period"),
        (["read", "a" * 5000], 3, "aaa"),
        (["check", "-", "-o", "a" * 300], 3, "aaa"),
        (["check", "-", "-o", "."], 3, "is a folder"),
        (["bounds", "-", "--measure", "level(export[QQ;; 2022], USD)"], 2, "column 14"),
        (["bounds", "-", "--measure", "level(export[; crude; 2022], USD)"], 2, "crude-oil"),
        (["bounds", "-", "--measure", "level(export, usd)"], 2, "expected USD"),
        (["bounds", "-", "--measure", "rank(ZZ, export)"], 2, "unknown member 'ZZ'"),
        (["read", "-", "--reporter", "Tomsk"], 2, "RU-TOM"),
        (["read", "-", "--lang", "fr"], 2, "--lang"),
        (["read", "-", "--format", "yaml"], 2, "--format"),
        (["read"], 2, "sverka read --help"),
        (["read", "nowhere.txt"], 3, "nowhere.txt"),
        (["read", "a\0b"], 3, ""),
        (["read", "-", "-", "--format", "html"], 2, "one source"),
        (["bounds"], 2, "nothing to read"),
        (["check"], 2, "nothing to read"),
        (["bounds", "-", "--measure", "share(export"], 2, "column 13"),
        (["bounds", "-", "--with", "nowhere.csv"], 3, "nowhere.csv"),
        (["check", "-", "-o", "no/such/folder/x.html"], 3, "folder"),
        (["check", "-", "--explain", "c9"], 2, "the claims are c1"),
        (["places", "qqqq"], 2, "unknown place"),
        (["places", "eaeu", "--period", "soon"], 2, "not a period"),
        (["goods", "qqqq"], 2, "unknown goods"),
        (["nope"], 2, "no such command"),
        (["--nope"], 2, "no such option"),
    ],
    ids=lambda one: " ".join(one).replace("\0", "?") if isinstance(one, list) else None,
)
def test_one_line_and_a_code(run: Run, arguments: list[str], code: int, says: str) -> None:
    found, out, err = run(*arguments, stdin=TEXT)
    assert (found, out) == (code, "")
    assert err.startswith("sverka: ")
    assert err.count("\n") == 1
    assert says in err


def test_no_command_shows_the_help(run: Run) -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert "Commands:" in err


def test_a_message_cannot_command_the_terminal() -> None:
    assert failures.one_line("a\x1b[2Jb\nc\u202e") == "a?[2Jb c?"
    assert len(failures.one_line("x" * 5000)) == failures.MAX_LENGTH


@pytest.mark.parametrize("empty", ["", "Nothing is said of trade here.\n"])
def test_a_text_without_figures_is_no_error(run: Run, empty: str) -> None:
    if empty:
        code, out, err = run("read", "-", "--format", "json", stdin=empty)
        assert (code, err) == (0, "")
        assert '"claims": []' in out
    else:
        assert run("read", "-", stdin=empty)[0] == 3


def test_an_unexpected_failure_is_one_line_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("sverka.cli.read.read_page", broken)
    code, _, err = run("read", "-", stdin=TEXT)
    assert code == failures.UNEXPECTED
    assert err.startswith("sverka: unexpected error: ZeroDivisionError: oh: ")
    assert err.count("\n") == 1
    monkeypatch.setenv("SVERKA_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("read", "-", stdin=TEXT)


def test_an_interrupt_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sverka.cli.read.read_page", interrupted)
    assert run("read", "-", stdin=TEXT) == (130, "", "")


def test_a_reader_that_has_gone_is_no_failure() -> None:
    script = f"{sys.executable} -m sverka goods | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=30, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


def test_a_misspelt_name_gets_near_ones(run: Run) -> None:
    assert "did you mean wheat (wheat)" in run("goods", "whaet")[2]
    assert "(KZ)" in run("places", "Kazahkstan")[1]
