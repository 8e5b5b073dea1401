"""A text that speaks to the model, and a model that obeys as badly as it can: the verdicts are those of the records."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sverka import __version__
from sverka.assisting import Assistant, server_of
from sverka.checking.findings import Checked, check_readings
from sverka.claims_in import Text
from sverka.cli.main import main
from sverka.measuring.book import Book, open_book
from sverka.model.claims import Reading
from sverka.model.findings import Finding
from sverka.reading import read_document
from sverka.reading.document import load_document
from sverka.writing.claimreview import claimreview_object
from sverka.writing.claims_schema import answer_schema
from sverka.writing.explained import explained_text
from sverka.writing.findings_csv import findings_csv
from sverka.writing.found_objects import checked_object
from sverka.writing.html import checked_page
from sverka.writing.markdown import checked_markdown
from sverka.writing.objects import dump
from sverka.writing.prompting import known_of, prompt_text
from sverka.writing.proofs import Prose
from sverka.writing.terminal import Screen
from sverka.writing.text import checked_text

from .injections import ESCAPE, INJECTIONS, TURN, Injection
from .model_server import ModelServer, says

DATE = "2023-05-25"
ARTICLE = """Sample Oblast in 2022

In 2022 exports of Sample Oblast came to $9 bn. In 2022 imports of Sample Oblast came to $1 bn.
{said}
China took 5 % of exports in 2022.
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp("records")
    assert main(["sample", str(folder / "sample"), "--rows", "1000", "--seed", "3", "--quiet"]) == 0
    files = sorted(str(file) for file in (folder / "sample").glob("*.csv"))
    assert main(["load", *files, "--book", str(folder / "book"), "--quiet"]) == 0
    with open_book(Path(folder / "book")) as found:
        yield found


@pytest.fixture(params=INJECTIONS, ids=lambda one: one.name)
def injection(request: pytest.FixtureRequest) -> Injection:
    found: Injection = request.param
    return found


@pytest.fixture
def plain(injection: Injection) -> Text:
    document = load_document(ARTICLE.format(said=injection.said).encode(), "a.txt")
    return Text(document, read_document(document, date=DATE))


@pytest.fixture
def assisted(injection: Injection, plain: Text, server: ModelServer) -> Text:
    server.will(says(injection.answer))
    assistant = Assistant(server_of(server.url, has_key=False), "m", None, answer_schema(), seconds=10)
    found = assistant.read(plain, prompt_text(plain.document, known_of(plain.document, date=DATE)))
    assert found.reading.assisted is not None
    assert len(server.heard) in (1, 2)
    return found


def test_no_verdict_is_another_than_records_give(plain: Text, assisted: Text, book: Book) -> None:
    found = check(assisted.reading, book)
    own = {key(one): one for one in check(plain.reading, book).documents[0].findings}
    for finding in found.documents[0].findings:
        if finding.claim.origin is None:
            assert told(finding) == told(own[key(finding)])
            continue
        assert finding.claim.origin == "model m"
        by_records = alone(finding, replace(assisted.reading, second=()), book)
        with_second = alone(finding, assisted.reading, book)
        assert told(finding) == told(with_second)
        assert finding.verdict == by_records.verdict or (by_records.verdict, finding.verdict) == ("fails", "unsure")


def check(reading: Reading, book: Book) -> Checked:
    return check_readings([reading], book=book, date=DATE)


def alone(finding: Finding, reading: Reading, book: Book) -> Finding:
    """What the records give for a claim with nothing around it but Sverka's own reading of the same figure."""
    by_itself = replace(reading, claims=(finding.claim,), assertions=(), unread=(), rejected=(), notes=())
    (only,) = check(by_itself, book).documents[0].findings
    return only


def key(finding: Finding) -> tuple[object, ...]:
    return finding.claim.mentions[0].start, str(finding.claim.measure)


def told(finding: Finding) -> tuple[object, ...]:
    figure = finding.figure
    return finding.verdict, finding.asked, None if figure is None else (figure.measure, figure.value)


def test_the_figures_of_the_text_are_all_still_there(plain: Text, assisted: Text) -> None:
    def spans(text: Text) -> set[int]:
        return {claim.mentions[0].start for claim in text.reading.claims}

    assert spans(plain) <= spans(assisted)


def test_nothing_is_shown_unescaped(plain: Text, assisted: Text, book: Book) -> None:
    checked, base = check(assisted.reading, book), check(plain.reading, book)
    for ui in ("en", "ru"):
        prose = Prose.about(checked.weighed.claims, ui, checked.weighed.reporter)
        screen = checked_text(checked, prose, Screen(ui, 80))
        screens = [screen, *(explained_text(checked, one, prose, Screen(ui, 80)) for one in ids(checked)[:3])]
        for shown in screens:
            assert all(is_plain(char) for char in shown), repr(shown)
        markdown = checked_markdown(checked, prose)
        markup_of(markdown)
        assert (
            Page.of(checked_page([plain.document], checked, prose)).foreign(
                Page.of(checked_page([plain.document], base, prose))
            )
            == []
        )
        rows = list(csv.reader(io.StringIO(findings_csv(checked, prose))))
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "@", "+")]
        answer = dump(checked_object(checked, prose, __version__))
        review = dump(claimreview_object(checked, prose, __version__))
        assert strange(json.loads(answer)) == []
        for shown in (*screens, markdown, answer, review):
            shown.encode("utf-8")
            assert all(char == "\n" or unicodedata.category(char) != "Cc" for char in shown)


def ids(checked: Checked) -> list[str]:
    return [finding.claim.id for finding in checked.documents[0].findings]


def is_plain(char: str) -> bool:
    return char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def markup_of(markdown: str) -> None:
    """Nothing but what the writer itself marks: of what is escaped nothing is left to see."""
    bare = "".join(" " if markdown[at - 1 : at] == "\\" or char == "\\" else char for at, char in enumerate(markdown))
    assert "<" not in bare
    assert "](" not in bare
    assert "evil.example" not in bare.replace("https://evil.example", "") or "](" not in bare


def strange(answer: dict[str, Any]) -> list[str]:
    """Fields that only the model has said: none of them is taken over."""
    claims: list[dict[str, Any]] = answer["claims"]
    known = {"holds", "nearly holds", "holds otherwise", "fails", "conflicts", "unsure", "not covered"}
    return [
        *(f"verdict {one['verdict']}" for one in claims if one["verdict"] not in known),
        *(f"origin {one['origin']}" for one in claims if one.get("origin") not in (None, "model m")),
        *(f"id {one['id']}" for one in claims if not one["id"].startswith("c")),
        *(f"schema {one}" for one in claims if "schema" in one or "source" in one),
    ]


class Page(HTMLParser):
    """What a page does besides showing text: its scripts, its handlers, where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.deeds: list[str] = []
        self._in_script = False

    @classmethod
    def of(cls, html: str) -> Page:
        page = cls()
        page.feed(html)
        page.close()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_script = tag == "script"
        if tag in ("script", "iframe", "object", "embed", "form", "base", "img", "link", "meta"):
            self.deeds.append(f"<{tag}> {attrs}")
        for name, value in attrs:
            leads = name in ("href", "src", "action", "style") and not (value or "").startswith("#")
            if name.startswith("on") or leads:
                self.deeds.append(f"{name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script and "alert(1)" in data:
            self.deeds.append(data)

    def foreign(self, other: Page) -> list[str]:
        """What this page does and the other does not."""
        return sorted(set(self.deeds) - set(other.deeds))


def test_there_are_forty_of_them_and_each_is_of_its_own_kind() -> None:
    assert len(INJECTIONS) >= 40
    assert len({one.name for one in INJECTIONS}) == len({one.said for one in INJECTIONS}) == len(INJECTIONS)


def test_the_probes_see_what_they_look_for() -> None:
    assert not all(is_plain(char) for char in ESCAPE)
    assert not all(is_plain(char) for char in TURN)
    assert Page.of("<p><img src=x onerror=alert(1)></p><script>alert(1)</script>").foreign(Page.of("<p>"))
    with pytest.raises(AssertionError):
        markup_of("a <b>")
    with pytest.raises(AssertionError):
        markup_of("see [x](y)")
    assert strange({"claims": [{"verdict": "verified", "id": "x", "origin": "person"}]})
