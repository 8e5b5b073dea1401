"""Whatever is said, the words come out whole and harmless."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from sverka.checking.wording import UIS
from sverka.model.measures import Balance, Change, Count, Growth, Level, Measure, Rank, Ratio, Share
from sverka.model.period import Period
from sverka.model.slices import Flow, Members, Slice
from sverka.writing.markdown import escaped
from sverka.writing.measures import amount_sentence, measure_name
from sverka.writing.safe_html import attribute, text_node
from sverka.writing.terminal import Screen, clean

NAMES = st.sampled_from(["CN", "US", "CU", "asia", "far-abroad", "eu", "RU-TOM", "XX"])
GOODS = st.sampled_from(["27", "72-83", "0207", "crude-oil", "no-such-goods"])
PERIODS = st.one_of(
    st.none(),
    st.builds(
        lambda first, months: Period(first, first + months - 1),
        st.integers(24_000, 24_300),
        st.sampled_from([1, 3, 6, 8, 12]),
    ),
)


def members(names: st.SearchStrategy[str]) -> st.SearchStrategy[Members]:
    return st.builds(
        lambda these, others: Members(tuple(these), tuple(others)),
        st.lists(names, max_size=3),
        st.lists(names, max_size=1),
    )


SLICES = st.builds(Slice, st.sampled_from(Flow), members(NAMES), members(GOODS), PERIODS)
UNITS = st.sampled_from([None, "USD", "kg"])
MEASURES: st.SearchStrategy[Measure] = st.one_of(
    st.builds(Level, SLICES, UNITS),
    st.builds(Share, SLICES, SLICES, UNITS),
    st.builds(Growth, SLICES, PERIODS),
    st.builds(Change, SLICES, UNITS, PERIODS),
    st.builds(Ratio, SLICES, SLICES),
    st.builds(Balance, members(NAMES), members(GOODS), PERIODS, UNITS),
    st.builds(Rank, st.one_of(NAMES, GOODS), SLICES),
    st.builds(Count, st.sampled_from(["partners", "goods@4"]), SLICES),
)


@settings(max_examples=150)
@given(MEASURES)
def test_every_measure_has_a_name_and_a_sentence(measure: Measure) -> None:
    for ui in UIS:
        for words in (measure_name(measure, ui), amount_sentence(measure, "AMOUNT", ui)):
            assert words.strip() == words
            assert "  " not in words
            assert "{" not in words
        assert "AMOUNT" in amount_sentence(measure, "AMOUNT", ui)


@given(st.text(max_size=300), st.integers(40, 110))
def test_nothing_commands_a_terminal(text: str, width: int) -> None:
    screen = Screen("en", width, color=False)
    screen.item("c1", text, remark=text[:20])
    screen.say(text, indent=4, hang=2)
    for line in screen.text().splitlines():
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in line)


@given(st.text(max_size=200))
def test_html_and_markdown_stay_text(text: str) -> None:
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)

    parser = Tags()
    parser.feed(f'<p id="{attribute(text)}">{text_node(text)}</p>')
    parser.close()
    assert seen == ["p"]
    assert "\n" not in escaped(text)
    assert clean(escaped(text)) == escaped(text).strip(" ")
