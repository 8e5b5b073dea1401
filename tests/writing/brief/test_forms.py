"""The forms of a brief, and the words of one that was edited by hand, in both languages."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from sverka.measuring.book import Cube, open_book
from sverka.model.errors import UsageError
from sverka.model.period import Period
from sverka.writing.brief.building import brief_of
from sverka.writing.brief.docx import brief_docx
from sverka.writing.brief.markdown import brief_markdown
from sverka.writing.brief.page import brief_page
from sverka.writing.brief.plain import plain_spans
from sverka.writing.brief.records import STYLES, Asked, Block, Sentence

pytestmark = pytest.mark.filterwarnings("ignore:fetch_arrow_table")  # ibis calls what DuckDB renames

GOLDEN = Path(__file__).with_name("golden")
# Flow, partner, goods, millions in a month of 2021, 2022 and 2023.
TRADE = (
    ("export", "CN", "120190", 40.0, 50.0, 81.8),
    ("export", "US", "020714", 21.0, 20.0, 19.0),
    ("export", "KZ", "170114", 3.0, 2.0, 7.5),
    ("export", "DE", "230400", 9.0, 8.0, 8.1),
    ("import", "AR", "100199", 14.0, 16.0, 12.0),
    ("import", "CN", "310520", 5.0, 8.0, 4.0),
)


@pytest.fixture
def cube(make_book: Callable[..., Path], all_trade: Callable[..., Any]) -> Iterator[Cube]:
    rows: list[dict[str, Any]] = [
        {
            "reporter": "BR-PR",
            "year": 2021 + at,
            "month": month,
            "flow": flow,
            "partner": partner,
            "commodity": goods,
            "primary_value": values[at] * 1e6,
        }
        for flow, partner, goods, *values in TRADE
        for at in range(3)
        for month in range(1, 13)
    ]
    with open_book(make_book(all_trade(rows))) as opened:
        yield opened.cube("BR-PR")


def brief(cube: Cube, lang: str = "en", length: str = "full", style: str = "press") -> Any:
    found = brief_of(cube, Period.year(2023), Asked(lang, length, style))  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("style", STYLES)
def test_whole_briefs(cube: Cube, lang: str, style: str) -> None:
    """Whole briefs as an editor left them; SVERKA_UPDATE_GOLDEN=1 stores them anew."""
    stored = GOLDEN / f"{style}_{lang}.txt"
    text = plain_spans(brief(cube, lang, style=style).blocks)[0]
    if os.environ.get("SVERKA_UPDATE_GOLDEN") == "1":
        stored.parent.mkdir(exist_ok=True)
        stored.write_text(text, encoding="utf-8")
    assert text == stored.read_text(encoding="utf-8"), "look at what changed; SVERKA_UPDATE_GOLDEN=1 stores it"


def test_each_figure_links_to_its_measure(cube: Cube) -> None:
    text = brief_markdown(brief(cube))
    used = re.findall(r"\]\[(\d+)\]", text)
    defined = re.findall(r"^\[(\d+)\]: <sverka:measure\?m=\S+&reporter=BR-PR&version=1> \".+ = .+\"$", text, re.M)
    assert set(used) == set(defined)
    assert len(defined) == len(set(defined)) >= 12


def test_markup_in_a_text_is_escaped(cube: Cube) -> None:
    told = brief(cube)
    harsh = replace(told, blocks=(*told.blocks, Block("paragraph", (Sentence("*a* <b> [c](d)"),))))
    assert r"\*a\* \<b\> \[c\](d)" in brief_markdown(harsh)
    assert "*a* &lt;b&gt; [c](d)" in brief_page(harsh)


def test_the_page_is_self_contained(cube: Cube) -> None:
    page = brief_page(brief(cube, "ru", style="table"))
    assert not re.search(r"<(?:script|link|img|iframe)\b|\bsrc=|https?://", page)
    targets = set(re.findall(r'href="#(m\d+)"', page))
    assert targets
    assert targets == set(re.findall(r'<li id="(m\d+)">', page))
    assert '<html lang="ru">' in page


def test_a_headline_says_what_the_body_says(cube: Cube) -> None:
    for lang in ("en", "ru"):
        headline, body = brief(cube, lang).blocks[0], brief(cube, lang).blocks[1]
        said = {figure.measure: figure.stated for sentence in body.sentences for figure in sentence.figures}
        for sentence in headline.sentences:
            assert sentence.figures
            assert all(said[figure.measure] == figure.stated for figure in sentence.figures)


def test_word_document_or_what_it_needs(cube: Cube) -> None:
    if find_spec("docx") is None:
        with pytest.raises(UsageError, match=r"pip install sverka\[docx\]"):
            brief_docx(brief(cube))
        return
    for style in ("press", "table", "talking-points"):
        assert brief_docx(brief(cube, style=style)).startswith(b"PK")
