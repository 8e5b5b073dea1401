"""What commands answer: several sources, ids, strictness, files, languages, hostile text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import sverka
from sverka.cli.settings import locale_ui
from sverka.writing.terminal import clean

Run = Callable[..., tuple[int, str, str]]
TOMSK = "In 2022 China made up 60% of Tomsk Oblast's exports.\n"
STATEMENT = """source,published,kind,flow,partners,goods,period,base,hedge,value,unit,of
"A report",2023,share,export,CN,,2022,,exact,20,%,export
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two texts and a file of statements, and nothing else."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"a.txt": TOMSK, "b.txt": TOMSK.replace("60", "61"), "s.csv": STATEMENT}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.usefixtures("folder")
def test_several_sources_are_read_in_order_and_one_may_fail(run: Run) -> None:
    code, out, err = run("read", "b.txt", "nowhere.txt", "a.txt", "--format", "json")
    assert code == 3
    assert [answer["source"] for answer in lines(out)] == ["b.txt", "nowhere.txt", "a.txt"]
    assert "error" in lines(out)[1]
    assert err.count("\n") == 1


@pytest.mark.usefixtures("folder")
def test_check_weighs_several_sources_together(run: Run) -> None:
    code, out, _ = run("check", "a.txt", "nowhere.txt", "b.txt", "--format", "json")
    answer = json.loads(out)
    assert code == 3
    assert [document["source"] for document in answer["documents"]] == ["a.txt", "nowhere.txt", "b.txt"]
    assert answer["documents"][2]["claims"][0]["id"] == "d2.c1"
    assert {"bounds", "conflicts", "consequences"} <= set(answer)


@pytest.mark.usefixtures("folder")
def test_check_of_one_source_is_flat_and_each_is_a_line(run: Run) -> None:
    flat = json.loads(run("check", "a.txt", "--format", "json")[1])
    assert flat["source"] == "a.txt"
    assert flat["claims"][0]["verdict"] == "not covered"
    code, out, _ = run("check", "a.txt", "nowhere.txt", "b.txt", "--each", "--format", "json")
    assert code == 3
    assert [answer["source"] for answer in lines(out)] == ["a.txt", "nowhere.txt", "b.txt"]
    assert [answer["claims"][0]["id"] for answer in lines(out)[::2]] == ["c1", "c1"]


@pytest.mark.usefixtures("folder")
def test_strict_fails_on_a_conflict_only(run: Run) -> None:
    assert run("check", "a.txt", "--strict")[0] == 0
    assert run("check", "a.txt", "--with", "s.csv")[0] == 0
    code, out, _ = run("check", "a.txt", "--with", "s.csv", "--strict")
    assert code == 1
    assert "cannot be true together with s1" in out


@pytest.mark.usefixtures("folder")
def test_statements_alone_are_enough(run: Run) -> None:
    code, out, _ = run("bounds", "--with", "s.csv", "--reporter", "RU-TOM", "--format", "json")
    assert code == 0
    assert [statement["id"] for statement in json.loads(out)["statements"]] == ["s1"]
    assert run("check", "--with", "s.csv", "--reporter", "RU-TOM")[0] == 0


@pytest.mark.usefixtures("folder")
def test_measures_are_bounded_in_the_order_asked(run: Run) -> None:
    asked = ("share(export[CN], export)", "share(export, turnover)")
    flags = [word for measure in asked for word in ("--measure", measure)]
    answer = json.loads(run("bounds", "a.txt", *flags, "--exact", "--format", "json")[1])
    assert [bound["measure"] for bound in answer["bounds"]] == list(asked)
    assert (answer["bounds"][0]["low"], answer["bounds"][0]["high"], answer["bounds"][0]["unit"]) == (60, 60, "%")
    assert answer["bounds"][0]["uses"] == ["c1"]
    assert "60 %" in answer["bounds"][0]["proof"]


def test_a_file_gets_no_colour(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sverka.cli.check.use_color", lambda: True)
    assert "\x1b[" in run("check", "a.txt")[1]
    assert run("check", "a.txt", "-o", "out.txt")[0] == 0
    assert "\x1b[" not in (folder / "out.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_nothing_is_written_when_nothing_was_read(run: Run) -> None:
    code, out, err = run("check", "x.txt", "y.txt", "--each", "-o", "out.txt")
    assert (code, out, err.count("\n")) == (3, "", 2)
    assert not Path("out.txt").exists()


def test_an_answer_is_written_whole_or_not_at_all(run: Run, folder: Path) -> None:
    target = folder / "out.html"
    target.write_text("old", encoding="utf-8")
    assert run("check", "a.txt", "--format", "html", "-o", "out.html") == (0, "", "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "b.txt", "out.html", "s.csv"]
    assert target.stat().st_mode & 0o077 == (folder / "a.txt").stat().st_mode & 0o077


@pytest.mark.usefixtures("folder")
def test_the_language_of_screens(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1 утверждение с цифрой" in run("read", "a.txt", "--ui", "ru")[1]
    assert "1 утверждение с цифрой" in run("--ui", "ru", "read", "a.txt")[1]
    assert "1 figure" in run("read", "a.txt")[1]
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert locale_ui() == "ru"
    monkeypatch.setenv("LC_ALL", "C")
    assert locale_ui() == "en"


@pytest.mark.usefixtures("folder")
def test_json_does_not_depend_on_the_width_of_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = run("read", "a.txt", "--format", "json")[1]
    monkeypatch.setenv("COLUMNS", "200")
    assert run("read", "a.txt", "--format", "json")[1] == narrow
    assert list(json.loads(narrow)) == ["version", "source", "document", "claims", "assertions", "unread"]


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]


HOSTILE = (
    "<script>alert(1)</script> In 2022 China made up <b onclick=x>60%</b> of Tomsk Oblast's exports"
    ' & "imports" rose by 5% \x1b[31m\x9b2J\u202e\x07.\n'
)


@pytest.mark.parametrize("command", ["read", "check"])
def test_a_page_cannot_put_markup_into_the_report(run: Run, command: str) -> None:
    code, out, _ = run(command, "-", "--format", "html", stdin=f"Title\n\n{HOSTILE}\n")
    page = Tags()
    page.feed(out)
    assert code == 0
    assert not {"script", "b", "img", "iframe", "link"} & set(page.tags)
    assert "mark" in page.tags
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)
    assert "http" not in out.replace("http-equiv", "")


@pytest.mark.parametrize(
    "options", [("read",), ("read", "--explain"), ("bounds",), ("check",), ("check", "--format", "md")]
)
def test_a_page_cannot_command_the_terminal(run: Run, options: tuple[str, ...]) -> None:
    code, out, err = run(options[0], "-", *options[1:], stdin=f"{HOSTILE}\n")
    assert code == 0
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out + err)


def test_what_is_replaced_in_a_terminal() -> None:
    assert clean("a\x1b[0m\u202eb\nc\t d\u00a0e") == "a\ufffd[0m\ufffdb c d\u00a0e"


def test_markdown_of_a_page_is_no_markup(run: Run) -> None:
    text = "In 2022 China made up *60%* of [Tomsk Oblast's](javascript:x) exports.\n"
    out = run("check", "-", "--format", "md", stdin=f"Title <b>\n\n{text}")[1]
    assert not re.search(r"(?<!\\)[<\[]", out)


def test_colour_only_where_it_is_wanted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sverka.cli.read.use_color", lambda: True)
    assert "\x1b[" in run("read", "-", stdin=TOMSK)[1]
    monkeypatch.undo()
    assert "\x1b[" not in run("read", "-", stdin=TOMSK)[1]


@pytest.mark.parametrize("date", ["2023-05-25", "2023-05", "2023"])
def test_dates(run: Run, date: str) -> None:
    answer = json.loads(run("read", "-", "--date", date, "--format", "json", stdin=TOMSK)[1])
    assert answer["document"]["published"].startswith("2023")


def test_one_finding_is_explained(run: Run) -> None:
    out = run("check", "-", "--explain", "c1", stdin=TOMSK)[1]
    assert "As read" in out
    assert "partners = CN" in out
    assert "not covered: Russian customs" in out


def test_members_of_a_group_at_a_time(run: Run) -> None:
    answer = json.loads(run("places", "eu", "--period", "2019", "--format", "json")[1])
    assert "GB" in answer["places"][0]["members"]
    assert "Uzbekistan (UZ)" in run("places", "central", "asia")[1]
    assert "Mineral fuels" in run("goods", "27")[1]
    assert "Центральная Азия" in run("places", "средняя", "азия", "--ui", "ru")[1]


def test_the_names_of_the_package() -> None:
    assert sorted(sverka.__all__) == ["__version__", "bounds", "check", "open_book", "read"]
    reading = sverka.read(TOMSK)
    assert [str(claim.measure) for claim in reading.claims] == ["share(export[CN;; 2022], export[;; 2022])"]
    checked = sverka.check([TOMSK, TOMSK.replace("60%", "20%")])
    assert checked.has_failures
    weighed = sverka.bounds(TOMSK, measures=["share(export[CN], export)"], exact=True)
    assert weighed.reconciliation.bounds[0].high.value == pytest.approx(60)
