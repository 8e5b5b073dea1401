"""`sverka fetch` from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from fetching_server import EXPORTS, NAME, PATH, Clock, Server, plain, whole

from sverka.checking.wording import phrasebook
from sverka.cli import fetch as fetch_module
from sverka.cli import main
from sverka.cli.fetch_progress import Progress
from sverka.recording.fetching import Net, Watch, sources
from sverka.recording.fetching.catalog import entry_of


class Ran(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(
    server: Server, net: Net, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """`run("comexstat-state", "--year", "2023")`: run `fetch` in the folder of the test against its server."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SVERKA_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(main.COMMANDS, "fetch", "Download public records.")
    monkeypatch.setenv("SVERKA_FETCH_BASE", server.base)
    monkeypatch.setattr(fetch_module, "network", lambda base, allow: replace(net, base=base, allow_private=allow))
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> Ran:
        code = main.main(["fetch", *arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return command


STATE = ("comexstat-state", "--flow", "export", "--year", "2023")


def test_the_sources_of_the_help_are_those_of_the_table() -> None:
    assert sources() == fetch_module.SOURCES
    assert all("https://" in entry_of(name).source for name in sources())


def test_files_are_fetched_and_the_next_step_is_named(run: Run, server: Server, tmp_path: Path) -> None:
    server.on(PATH, whole(EXPORTS))
    ran = run(*STATE, "--to", "new data/brazil")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"new data/brazil/{NAME}: fetched, {len(EXPORTS):,} bytes"
    assert lines[1].startswith("  sha256 ")
    assert lines[-1] == f"  sverka load comexstat-state 'new data/brazil/{NAME}'"
    assert (tmp_path / "new data/brazil" / NAME).read_bytes() == EXPORTS
    assert f"{NAME}: unchanged" in run(*STATE, "--to", "new data/brazil").out


def test_screens_are_russian_where_that_is_asked_for(run: Run, server: Server) -> None:
    server.on(PATH, whole(EXPORTS))
    ran = run(*STATE, "--ui", "ru")
    assert f"{NAME}: загружено, " in ran.out
    assert "Чтобы загрузить в книгу:" in ran.out
    assert "без изменений" in run(*STATE, "--ui", "ru").out


def test_the_base_of_the_command_goes_before_that_of_the_environment(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SVERKA_FETCH_BASE", "http://127.0.0.1:1")
    server.on("/mirror" + PATH, whole(EXPORTS))
    assert run(*STATE, "--base", f"{server.base}/mirror/").code == 0


def test_without_a_base_of_ones_own_a_private_server_is_refused(
    run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.on(PATH, plain(302, Location="http://10.0.0.1/"))
    ran = run(*STATE)
    assert ran.code == 3
    assert "private network" in ran.err
    assert ran.err.count("\n") == 1


def test_one_file_that_cannot_be_had_does_not_stop_the_rest(run: Run, server: Server) -> None:
    server.on(PATH, whole(EXPORTS))
    ran = run("comexstat-state", "--flow", "export", "--year", "2022", "--year", "2023")
    assert ran.code == 3
    assert ran.err.startswith("sverka: the server has no such file: http")
    assert "years begin in 1997" in ran.err
    assert f"{NAME}: fetched" in ran.out
    assert "EXP_2022" not in ran.out


def test_nothing_fetched_names_no_next_step(run: Run) -> None:
    ran = run(*STATE)
    assert (ran.code, ran.out) == (3, "")


def test_rows_cut_by_the_api_are_said_even_when_quiet(run: Run, server: Server) -> None:
    rows = ",".join(['{"partnerCode": 156, "primaryValue": 1}'] * 500)
    server.on("/public/v1/preview/C/A/HS", plain(200, f'{{"data": [{rows}]}}'.encode()))
    ran = run("comtrade", "--reporter", "BR", "--year", "2022", "--flow", "export", "--quiet")
    assert ran.code == 0
    assert "at most 500 rows" in ran.err


def test_seven_zip_is_said_to_need_unpacking(run: Run, server: Server) -> None:
    server.on("/eurostat/api/dissemination/files", whole(b"7z\xbc\xaf\x27\x1c\0\4rest"))
    out = run("comext", "--period", "2024-01", "--to", "eu").out
    assert "7-Zip, which Sverka does not read" in out
    assert "7z x eu/full_v2_202401.7z -oeu\n" in out
    assert out.endswith("  sverka load comext eu/full_v2_202401.dat\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("fts", "--year", "2020"), "fts"),
        (("baci", "--edition", "HS92"), "--release is missing"),
        (("comexstat-state", "--year", "soon"), "soon"),
        (("comexstat-state", "--year", "2023", "--edition", "HS92"), "does not take --edition"),
        ((*STATE, "--base", "http://u:p@127.0.0.1/"), "not the address of a server"),
    ],
)
def test_a_malformed_request_is_one_line_and_exit_two(run: Run, arguments: tuple[str, ...], says: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_a_folder_that_cannot_be_made_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    ran = run(*STATE, "--to", "taken/here")
    assert ran.code == 3
    assert "folder cannot be made" in ran.err


def test_waits_are_said_unless_quiet(run: Run, server: Server) -> None:
    server.on(PATH, plain(503, Retry_After="7"), whole(EXPORTS, sent=1000), whole(EXPORTS))
    err = run(*STATE).err
    assert "the server answers 503; trying again in 7 s\n" in err
    assert "the connection broke off; trying again in 1 s\n" in err
    server.on(PATH, plain(503), whole(EXPORTS, '"v2"'))
    assert run(*STATE, "--quiet").err == ""


def test_an_interruption_says_what_is_kept(run: Run, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    class Impatient(Watch):
        def moved(self, done: int) -> None:
            raise KeyboardInterrupt

    server.on(PATH, whole(EXPORTS))
    monkeypatch.setattr(fetch_module, "_watch", lambda *_: Impatient())
    ran = run(*STATE)
    assert ran.code == 130
    assert f"kept in {NAME}.part" in ran.err
    monkeypatch.undo()


def test_progress_on_a_terminal_is_one_line_written_over(clock: Clock) -> None:
    screen = StringIO()
    progress = Progress(phrasebook("sverka.writing", "en"), screen, clock.now, terminal=True)
    progress.begins("e\x1b[31m.csv", 1_000_000, 9_000_000)
    progress.moved(1_000_001)
    assert screen.getvalue() == ""
    clock.time += 2
    progress.moved(3_000_000)
    assert "3 MB of 9 MB, 33 %, 1 MB/s, 0:06 left" in screen.getvalue()
    assert "\x1b" not in screen.getvalue()
    progress.ends()
    assert screen.getvalue().endswith("\r")
    assert "\n" not in screen.getvalue()


def test_progress_elsewhere_is_a_line_now_and_then(clock: Clock) -> None:
    screen = StringIO()
    progress = Progress(phrasebook("sverka.writing", "ru"), screen, clock.now, terminal=False)
    progress.begins("e.csv", 0, None)
    for second in range(25):
        progress.moved(second * 1_500_000)
        clock.time += 1
    assert screen.getvalue().splitlines() == ["e.csv: 15 МБ, 1,5 МБ/с", "e.csv: 30 МБ, 1,5 МБ/с"]


def test_the_help_loads_neither_the_network_nor_the_table(run: Run) -> None:
    import subprocess

    script = (
        "import sys; from sverka.cli import main; main.COMMANDS['fetch'] = ''; main.main(['fetch', '--help']);"
        "sys.exit({'http.client', 'ssl', 'sverka.recording.fetching'} & set(sys.modules) != set())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
