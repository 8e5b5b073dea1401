"""`sverka check --ask`, as a person uses it: the screens, the answers kept, the answer at the end."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DATE = ("--date", "2023-05-25")
WALK = "?\nx\nm\n1\nu\nn\n\nu\ne\nnonsense\nRU-TOM: level(export[Китай;;2021],USD)\ne\nlevel(export[;;2022])\n\n\n"
"""Help, an unknown key, alternatives, undo, no claim, keep, undo, two measures written, the end."""
HERE = "en.txt.sverka.json"


def kept(name: str = HERE) -> Any:
    return json.loads(Path(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("ui", ["en", "ru"])
def test_the_screens_of_a_walk(run: Run, golden: Callable[[str, str], None], folder: Path, book: str, ui: str) -> None:
    ran = run("--ui", ui, "check", f"{ui}.txt", *DATE, "--book", book, "--ask", "all", stdin=WALK)
    assert ran.code == 0
    assert max(map(len, ran.err.splitlines())) <= 80
    assert "\x1b" not in ran.err
    golden(f"asking_{ui}.txt", ran.err)


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_too_long_without_records_either(
    run: Run, folder: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for ui in ("en", "ru"):
        ran = run("--ui", ui, "check", f"{ui}.txt", *DATE, "--ask", "all", stdin="?\ns\n\nq\n")
        assert ran.code == 0
        assert max(len(line) for line in ran.err.splitlines() if not line.startswith("sverka:")) <= width


def test_what_is_chosen_decides_the_verdict(run: Run, folder: Path, book: str) -> None:
    asked = ("check", "en.txt", *DATE, "--book", book, "--format", "json")
    before = json.loads(run(*asked).out)["claims"]
    assert [one["verdict"] for one in before] == ["holds", "unsure", "fails"]
    ran = run(*asked, "--ask", stdin="1\n\n")
    claims = json.loads(ran.out)["claims"]
    assert [(one["id"], one["verdict"], one.get("origin")) for one in claims] == [
        ("c1", "holds", None),
        ("c2", "holds", "person"),
        ("c3", "fails", None),
    ]
    assert claims[1]["measure"] == "level(export[KZ;; 2022], USD)"
    assert ran.err.splitlines()[-1].startswith("sverka: decided: 1 chosen; kept in en.txt.sverka.json")
    assert [one["decided"] for one in kept()["claims"]] == ["chosen"]


def test_what_is_kept_as_read_has_no_other_reading(run: Run, folder: Path, book: str) -> None:
    told = json.loads(run("check", "en.txt", *DATE, "--book", book, "--format", "json", "--ask", stdin="\n\n").out)
    assert (told["claims"][1]["verdict"], told["claims"][1]["readings"]) == ("fails", [])


def test_what_is_no_claim_is_not_read_again(run: Run, folder: Path, book: str) -> None:
    asked = ("check", "en.txt", *DATE, "--book", book, "--format", "json")
    run(*asked, "--ask", stdin="n\n\n")
    for more in ((), ("--claims", HERE), ("--claims", HERE, "--no-decisions")):
        ran = run(*asked, *more)
        told = json.loads(ran.out)
        assert [one["id"] for one in told["claims"]] == ["c1", "c3"]
        assert told["unread"][0]["reason"] == "a person said that this is no claim"
    assert len(json.loads(run(*asked, "--no-decisions").out)["claims"]) == 3


def test_decisions_are_used_again_and_told(run: Run, folder: Path, book: str) -> None:
    asked = ("check", "en.txt", *DATE, "--book", book)
    run(*asked, "--ask", stdin="1\n\n")
    ran = run(*asked)
    assert ran.err == f"sverka: 1 decision used: {HERE}: --no-decisions leaves them out\n"
    assert "unsure" not in ran.out
    assert run(*asked, "--quiet").err == ""
    assert "unsure" in run(*asked, "--no-decisions").out
    each = run(*asked, "--each")
    assert (each.out, each.err) == (ran.out.replace("\n\n", "\n\n"), ran.err)


def test_to_quit_and_go_on_later_is_to_go_on(run: Run, folder: Path, book: str) -> None:
    asked = ("check", "en.txt", *DATE, "--book", book, "--format", "json", "--ask", "all")
    whole = run(*asked, stdin="1\n\nn\n\n").out
    at_once = kept()
    Path(HERE).unlink()
    run(*asked, stdin="1\n")  # no more keys come
    run(*asked, stdin="\nq\n")
    again = run(*asked, stdin="n\n\n").out
    assert kept() == at_once
    assert again == whole
    nothing = run(*asked, stdin="")
    assert nothing.out == whole
    assert "every figure is decided in en.txt; --ask again" in nothing.err


def test_decisions_are_gone_through_again(run: Run, folder: Path, book: str) -> None:
    asked = ("check", "en.txt", *DATE, "--book", book, "--ask")
    run(*asked, "all", stdin="1\n\nn\n\n")
    ran = run(*asked, "again", stdin="\n\n2\n\n")
    assert "Decided: exports to Kazakhstan in 2022 are 60 million US dollars. Enter keeps that." in flat(ran.err)
    assert "Decided: no claim. Enter keeps that." in flat(ran.err)
    assert [one["decided"] for one in kept()["claims"]] == ["chosen", "kept", "chosen"]
    assert kept()["dismissed"] == []
    run(*asked, "again", stdin="1\ns\n1\n\n")
    assert [one["decided"] for one in kept()["claims"]] == ["kept", "kept", "kept"]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_text_that_changed_is_offered_again(run: Run, folder: Path, book: str) -> None:
    asked = ("check", "en.txt", *DATE, "--book", book)
    run(*asked, "--ask", "all", stdin="1\nn\n\n\n")
    text = Path("en.txt").read_text(encoding="utf-8")
    Path("en.txt").write_text("A new lead.\n\n" + text.replace("$900 mln", "$905 mln"), encoding="utf-8")
    told = run(*asked)
    assert told.err.count("\n") == 1
    assert (
        "the text has changed since it was decided on: en.txt.sverka.json: go through it again with --ask" in told.err
    )
    assert "unsure" in told.out
    ran = run(*asked, "--ask", stdin="\n\n\n")
    assert "decided before and no longer in the text: “to $900 mln”" in ran.err
    assert "The text has changed. Before, it was decided: no claim. Enter keeps that." in flat(ran.err)
    assert [one["decided"] for one in kept()["claims"]] == ["chosen"]
    assert len(kept()["dismissed"]) == 1
    assert [one["quote"] for one in kept()["earlier"]["claims"]] == ["to $900 mln"]
    assert "2 decisions used" in run(*asked).err


def test_russian_letters_do_what_the_keys_they_stand_on_do(run: Run, folder: Path, book: str) -> None:
    asked = ("--ui", "ru", "check", "ru.txt", *DATE, "--book", book, "--ask")
    run(*asked, stdin="т\nг\n1\nы\nй\n")
    assert [one["decided"] for one in kept("ru.txt.sverka.json")["claims"]] == ["chosen"]


def test_claims_of_a_model_are_asked_about_and_what_a_person_decides_stands(run: Run, folder: Path, book: str) -> None:
    claim = {"quote": "$60 mln", "measure": "level(export[KZ;; 2020], USD)", "value": 6e7, "unit": "USD"}
    Path("model.json").write_text(json.dumps({"origin": "model m", "claims": [claim]}), encoding="utf-8")
    asked = ("check", "en.txt", *DATE, "--book", book, "--claims", "model.json", "--format", "json")
    ran = run(*asked, "--ask", "all", stdin="e\nlevel(export[KZ;;2022])\n\nq\n")
    assert "exports to Kazakhstan in 2021" in ran.err  # as Sverka reads it
    for told in (ran.out, run(*asked).out):
        claims = {one["mentions"][0]["text"]: one for one in json.loads(told)["claims"]}
        assert [(one["origin"], one["verdict"]) for one in claims.values() if "origin" in one] == [("person", "holds")]
        assert claims["$60 mln"]["differs"] == ["period"]
        assert len(claims) == 3


def test_a_page_and_what_it_says_twice(run: Run, folder: Path) -> None:
    """Tags and entities do not disturb the words; a figure that the headline repeats is one claim, and goes as one."""
    body = "<p>In&nbsp;2022 imports of Kenya came to almost <b>5&nbsp;bn</b> dollars. Exports were 7 bn dollars.</p>"
    page = f"<html><body><article><h1>Imports of Kenya 5 bn dollars</h1>{body * 3}</article></body></html>"
    Path("a.html").write_text(page, encoding="utf-8")
    asked = ("check", "a.html", *DATE, "--format", "json")
    before = json.loads(run(*asked).out)
    ran = run(*asked, "--ask", "all", stdin="\nn\n\n")
    assert ">to almost 5\xa0bn dollars<" in ran.err
    told = json.loads(ran.out)
    assert [(one["id"], one["measure"], one["mentions"]) for one in told["claims"]] == [
        (one["id"], one["measure"], one["mentions"]) for one in before["claims"][:1]
    ]


def test_a_measure_that_the_text_does_not_bear_out_is_written_again(run: Run, folder: Path) -> None:
    asked = ("check", "en.txt", *DATE, "--ask", "all")
    ran = run(*asked, stdin="e\nlevel(export[KZ;; 2024])\nlevel(export[KZ;; 2022])\n\nq\n")
    assert "the period 2024 comes after the day of publication" in flat(ran.err)
    assert [one["measure"] for one in kept()["claims"]] == ["level(export[KZ;; 2022], USD)"]


def test_what_a_file_says_wrongly_is_asked_again_and_replaced(run: Run, folder: Path) -> None:
    asked = ("check", "en.txt", *DATE, "--ask", "all")
    run(*asked, stdin="\nq\n")
    whole = kept()
    whole["claims"][0]["measure"] = "level(export[KZ;; 2031], USD)"
    Path(HERE).write_text(json.dumps(whole), encoding="utf-8")
    run(*asked, stdin="\n\n\n\n")
    assert [one["decided"] for one in kept()["claims"]] == ["kept"] * 3
    assert "2031" not in json.dumps(kept())


def test_several_texts_each_have_their_decisions(run: Run, folder: Path, book: str) -> None:
    for name in ("en.txt", "ru.txt"):
        run("check", name, *DATE, "--book", book, "--ask", stdin="1\nq\n")
    ran = run("check", "en.txt", "ru.txt", *DATE, "--book", book, "--format", "json")
    assert ran.err.count("1 decision used") == 2
    claims = [one for document in json.loads(ran.out)["documents"] for one in document["claims"]]
    assert [one["id"] for one in claims if one.get("origin") == "person"] == ["c2", "d2.c1"]


def test_a_walk_at_a_terminal(folder: Path, book: str) -> None:
    """Keys without Enter, a measure edited where it stands, and Ctrl-C, which loses nothing."""
    asked = ["check", "en.txt", *DATE, "--book", book, "--ui", "en", "--ask"]
    shown, code = at_terminal([*asked, "all"], [("1 of 3", ""), ("> ", "1"), ("> ", "т"), ("> ", "\x03")])
    assert code == 130
    assert "1 of 3 · line 3 · unsure" in shown
    assert (len(kept()["claims"]), len(kept()["dismissed"])) == (1, 1)
    edited = [
        ("> ", "e"),
        ("goes back:", ""),
        ("> ", "\x7f" * 11 + "2021], USD)\n"),
        ("> ", "\r"),
        ("ends;", ""),
        ("> ", "\r"),
    ]
    shown, code = at_terminal([*asked, "all"], edited)
    assert code == 0
    assert "kept in en.txt.sverka.json" in shown
    assert [one["decided"] for one in kept()["claims"]] == ["chosen", "edited"]
    assert kept()["claims"][1]["measure"] == "level(export[;; 2021], USD)"


def at_terminal(arguments: list[str], answers: list[tuple[str, str]]) -> tuple[str, int]:
    """What a command shows at a terminal of 80 columns when each key is pressed once its prompt stands there."""
    mine, its = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-X", "utf8", "-m", "sverka", *arguments]
    with subprocess.Popen(
        command, stdin=its, stdout=its, stderr=its, env=environment, close_fds=True, start_new_session=True
    ) as process:
        os.close(its)
        try:
            shown = _answered(mine, answers)
            code = process.wait(timeout=30)
        finally:
            process.kill()
    os.close(mine)
    return shown, code


def _answered(terminal: int, answers: list[tuple[str, str]]) -> str:
    """All that is shown while each key is pressed as its prompt stands there."""
    shown, seen = "", 0
    for prompt, key in answers:
        while prompt not in shown[seen:]:
            more = _read(terminal)
            assert more, shown
            shown += more
        seen = shown.index(prompt, seen) + len(prompt)
        for _ in range(1000 if key else 0):
            if not termios.tcgetattr(terminal)[3] & termios.ICANON:
                break
            time.sleep(0.01)  # keys that come before the command listens to single ones are thrown away
        os.write(terminal, key.encode())
    while more := _read(terminal):
        shown += more
    return shown


def _read(terminal: int) -> str:
    """What comes next; nothing at its end."""
    ready, _, _ = select.select([terminal], [], [], 30)
    assert ready, "the command shows nothing more"
    try:
        return os.read(terminal, 65536).decode("utf-8", "replace")
    except OSError:
        return ""
