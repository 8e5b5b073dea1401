"""A request for any assistant: what is asked, by which rules, of which text; its answer is a claims file.

It stands in English, which every assistant reads; the text keeps its language. The text is fenced by a word that does
not occur in it, and each of its sentences begins with a number: no line of it can pass for a line of the request.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

from sverka.model.claims import Reading
from sverka.reading.document import Document
from sverka.reading.lexicon import load_lexicon
from sverka.reading.placing import all_places
from sverka.reading.reporting import document_reporter
from sverka.reading.sentences import Sentence, read_sentences, split_block
from sverka.reference.extents import chapter_codes, codes_text
from sverka.reference.goods import get_goods
from sverka.reference.places import get_place
from sverka.writing.claims_schema import answer_schema

if TYPE_CHECKING:
    from sverka.recording.coverage import Coverage

GROUPS = (
    *("asia", "europe", "africa", "north-america", "south-america", "latin-america", "middle-east", "central-asia"),
    *("eu", "cis", "eaeu", "asean", "brics", "mercosur", "gcc", "opec", "g7", "far-abroad"),
)
"""Groups that news speaks of most; those of the text stand with its places."""
MOST_PLACES, MOST_GOODS, MOST_REPORTERS, MOST_SERIES, MOST_RUNS = 40, 30, 12, 8, 12
_LETTERS = 8
_NO_TEXT = "none"
_LANGUAGES = {"ru": "Russian", "en": "English"}


def known_of(
    document: Document,
    *,
    date: str | None = None,
    lang: str | None = None,
    reporter: str | None = None,
    recorded: frozenset[str] = frozenset(),
) -> Reading:
    """What a request tells of a text: language, day, whose trade it speaks of. Its figures are not read: who answers
    reads them.
    """
    spoken = lang or document.lang
    sentences = read_sentences(document, load_lexicon(spoken))
    whose = document_reporter(sentences, spoken, reporter, recorded)
    return Reading(document.source, document.given, spoken, date or document.published, whose, document.title)


def prompt_text(document: Document, reading: Reading, held: Sequence[Coverage] | None = None) -> str:
    """The whole request; `held` is what a book holds, `None` where none was named."""
    sentences = read_sentences(document, load_lexicon(reading.lang))
    lines = list(numbered(document))
    text = "\n".join(lines)
    template = files("sverka.writing").joinpath("prompt.md").read_text(encoding="utf-8")
    reporter = _place(reading.reporter) if reading.reporter else "as the article says; write it with each claim"
    blanks = {
        "places": _listed(_places(sentences, reading)),
        "groups": _listed(one for one in GROUPS if get_place(one)),
        "goods": _listed(_goods(sentences)),
        "covered": _covered(held, reading.reporter),
        "schema": json.dumps(answer_schema(), separators=(",", ":")),
        "published": reading.published or "not known",
        "reporter": reporter,
        "lang": _LANGUAGES.get(reading.lang, reading.lang),
        "fence": _fence(text),
        "text": text,
    }
    # One blank after the other, that of the text last: what stands in braces in the text stays as it is.
    for name, filled in blanks.items():
        template = template.replace(f"{{{name}}}", filled)
    return template


def _fence(text: str) -> str:
    """A word that does not occur in a text, the same for the same text."""
    told, found = text.casefold(), ""
    for salt in range(len(text) + 1):
        digest = hashlib.sha256(f"{salt}{text}".encode()).hexdigest()
        found = f"ARTICLE-{digest[:_LETTERS]}"
        if found.casefold() not in told:
            break
    return found


def numbered(document: Document) -> Iterator[str]:
    """The sentences of a document, each on a line with its number; furniture and what is said again are left out."""
    number = 0
    for block in document.blocks:
        if block.kind == "furniture" or block.repeat_of is not None:
            continue
        mark = "# " if block.kind == "headline" else ""
        for start, end in split_block(document.text, block):
            words = " ".join(_printable(document.text[start:end]).split())
            if words:
                number += 1
                yield f"[{number}] {mark}{words}"


def _printable(text: str) -> str:
    return "".join(one if one.isprintable() or one.isspace() else " " for one in text)


def _places(sentences: Iterable[Sentence], reading: Reading) -> list[str]:
    """The places that the reader knows in the text, by name."""
    own = frozenset({reading.reporter} if reading.reporter else ())
    found = (place.id for sentence in sentences for place in all_places(sentence, reading.lang, own))
    return [_place(one) for one in list(dict.fromkeys(found))[:MOST_PLACES]]


def _place(place_id: str) -> str:
    place = get_place(place_id)
    return f"{place_id} {place.name_en}" if place else place_id


def _goods(sentences: Iterable[Sentence]) -> list[str]:
    """The goods that the reader knows in the text, with their HS codes."""
    terms = (term for sentence in sentences for term in sentence.of_role("goods", "goods_adjective"))
    ids = dict.fromkeys(one for term in terms for one in term.value.split("+"))
    known = [goods for one in ids if (goods := get_goods(one)) is not None and goods.hs]
    return [f"{one.id} ({' '.join(one.hs)})" for one in known[:MOST_GOODS]]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or _NO_TEXT


def _covered(held: Sequence[Coverage] | None, reporter: str | None) -> str:
    """What the records hold: of the text's reporter each series, of the others their codes."""
    if held is None:
        return "Not known here. Read every figure, whether or not records of it are likely."
    shown = [one for one in held if reporter is None or one.reporter == reporter][:MOST_SERIES]
    mine = [_series(one) for one in shown]
    others = list(dict.fromkeys(one.reporter for one in held if one.reporter != reporter))
    told = f"{', '.join(others[:MOST_REPORTERS])}{' …' if len(others) > MOST_REPORTERS else ''}"
    lines = [*mine, *([f"Other reporters: {told}."] if others and reporter else [])]
    lines.append(
        "Read every figure all the same, and write of each what the article says it is of, even where that is wider or "
        "finer than the records: what they do not hold, Sverka says."
    )
    return "\n".join(lines)


def _series(one: Coverage) -> str:
    finest = f"HS codes of up to {one.digits} digits" if one.digits else "all goods together"
    steps = {"A": "years", "Q": "quarters", "M": "months"}.get(one.frequency, one.frequency)
    codes = chapter_codes(one.chapters)
    alone = f", goods of {codes_text(codes, 'en')}" if 0 < len(codes) <= MOST_RUNS else ""
    return f"{_place(one.reporter)}: {one.flow}, {one.first} to {one.last} by {steps}, {finest}, {one.currency}{alone}."
