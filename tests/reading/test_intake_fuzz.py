"""Whatever comes in, a document or one clear error comes out."""

from __future__ import annotations

import html

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sverka.model.errors import InputError
from sverka.reading.document import Document, load_document

WORDS = st.sampled_from(
    [
        "Экспорт",
        "вырос",
        "на 45%",
        "5 млрд",
        "экспорт.",
        "Читайте также",
        "Latest news",
        "exports",
        "rose",
        "- ",
        "* ",
        "# ",
        "**",
        "`",
        "```\n",
        "[",
        "](",
        ")",
        "...",
        "«",
        "»",
        "—",
        ",\n",
        "\r\n",
        "\t",
        "\xa0",
        "\u2028",
        "\x0c",
        "|",
        "http://a.b/1",
    ]
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class=related>",
        "</div>",
        "<br>",
        "<td>",
        "<tr>",
        "</table>",
        "<table>",
        "<li>",
        "<h1>",
        "</h1>",
        "<h2>",
        "</h2>",
        "<a href='/x'>",
        "</a>\n",
        "<nav>",
        "</nav>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<",
        ">",
        "&",
        "&nbsp;",
        "&amp;",
        "&#37;",
        "&#x2014;",
        "&bogus;",
        "&copy",
        "\x00",
        '"',
        "'",
        "=",
        "<title>",
        "</title>",
        "<sup>\n",
        "</sup>",
        "<pre>",
    ]
)


def _check(document: Document) -> None:
    place = 0
    for index, block in enumerate(document.blocks):
        assert place <= block.start < block.end <= len(document.text)
        assert block.repeat_of is None or (
            block.repeat_of != index and document.blocks[block.repeat_of].repeat_of is None
        )
        words = document.block_text(block)
        assert words == words.strip() or "\t" in words  # the empty first cell of a row stays a cell
        start, end = document.span(block.start, block.end)
        assert 0 <= start < end <= len(document.given)
        place = block.end


def _load(data: bytes) -> Document | None:
    try:
        return load_document(data, "fuzz")
    except InputError as error:
        problem = error
    assert all((problem.what, problem.where, problem.next_step))
    return None


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    document = _load(data)
    if document is not None:
        _check(document)


@given(
    st.one_of(
        st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=60).map("".join)
    )
)
def test_any_text(text: str) -> None:
    document = _load(text.encode("utf-8", errors="replace"))
    if document is None:
        return
    _check(document)
    if document.origin is None:
        assert document.text is document.given
        assert all(document.span(block.start, block.end) == (block.start, block.end) for block in document.blocks)


@settings(max_examples=100)
@given(
    st.lists(st.one_of(TAGS, WORDS), max_size=80).map("".join),
    st.sampled_from(["<html><body>", "<html>", "<p>", "<!doctype html>"]),
)
def test_any_page(markup: str, opening: str) -> None:
    document = _load((opening + markup).encode())
    if document is None or document.origin is None or document.origin_end is None:
        return
    _check(document)
    assert list(document.origin) == sorted(document.origin)
    for at, char in enumerate(document.text):
        start, end = document.span(at, at + 1)
        source = document.given[start:end]
        assert char.isspace() or source == char or (source.startswith("&") and char in html.unescape(source))


@given(st.lists(WORDS, max_size=60).map("".join))
@example("|\u2028Экспорт")
def test_any_markdown(text: str) -> None:
    document = _load(("# Title\n" + text).encode())
    assert document is not None
    _check(document)
    for at, char in enumerate(document.text):
        start, end = document.span(at, at + 1)
        assert char.isspace() or document.given[start:end] == char


@given(
    st.lists(
        st.sampled_from(["Экспорт вырос на 45%", "до 5 млрд", "долларов", "— сообщил", "министр"]),
        min_size=1,
        max_size=30,
    )
)
def test_paragraphs_of_a_page_are_those_of_the_text(words: list[str]) -> None:
    lines = [" ".join(words[at : at + 4]) + "." for at in range(0, len(words), 4)]
    page = _load(
        ("<html><body>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines) + "</body></html>").encode()
    )
    plain = _load("\n".join(lines).encode())
    assert page is not None
    assert plain is not None
    assert [page.block_text(b) for b in page.blocks] == [plain.block_text(b) for b in plain.blocks]
