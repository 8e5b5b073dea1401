#!/usr/bin/env python3
"""Compile the reader's word tables into `src/sverka/reading/languages/<lang>/lexicon.tsv`.

    python tools/compile_lexicon.py [--check]

Every phrase of the tables is cut into tokens and each word replaced by its lemmas, so that reading needs no dictionary
look-up of its own vocabulary. With `--check` nothing is written; the exit code is 1 where a file is out of date.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from sverka.reading.morphology import LEMMATIZERS
from sverka.reading.tokens import TokenKind, scan
from sverka.reference.goods import goods_names
from sverka.reference.places import place_names
from sverka.reference.units import unit_names

LANGUAGES = Path(__file__).resolve().parents[1] / "src/sverka/reading/languages"
TABLES = ("terms", "numerals", "periods")
HEADER = "# Made by tools/compile_lexicon.py from the tables beside it and from sverka.reference; do not edit.\n"


MIN_MODIFIER = 6
VERBS_TOO = frozenset(
    {"bearing", "book", "paint", "ship", "pump", "train", "plant", "tool", "spring", "machine", "service", "product"}
)


def _key(lang: str, phrase: str) -> str:
    """The lemmas of each word of a phrase: the word itself where it is its own lemma, else all its lemmas."""
    words = []
    for token in scan(phrase):
        if token.kind is not TokenKind.WORD:
            words.append(token.low)
            continue
        lemmas = LEMMATIZERS[lang](token.low)
        words.append(token.low if lang == "en" or token.low in lemmas else "|".join(sorted(lemmas)))
    return " ".join(words)


def _table_rows(lang: str) -> Iterator[tuple[str, str, str]]:
    for table in TABLES:
        tables = tomllib.loads((LANGUAGES / lang / f"{table}.toml").read_text(encoding="utf-8"))
        prefix = {"terms": "", "numerals": "num_", "periods": ""}[table]
        for role, values in tables.items():
            if role == "pattern":
                continue
            for value, phrases in values.items():
                for phrase in phrases:
                    yield phrase, prefix + role, value


def _modifier(name: str) -> str | None:
    """The singular of an English plural, as it stands before a noun ("cherries": "cherry exports").

    Short words, and those that are verbs as well ("logs", "ships"), are left out.
    """
    if not name.endswith("s") or name.endswith(("ss", "us", "is")) or " " in name or len(name) < MIN_MODIFIER:
        return None
    singular = min(LEMMATIZERS["en"](name.lower()) - {name.lower()}, key=lambda lemma: (lemma[-2:] == "ie", len(lemma)))
    return None if singular in VERBS_TOO else singular


def _reference_rows(lang: str) -> Iterator[tuple[str, str, str]]:
    for place in place_names(lang):
        yield place.text, f"place_{place.form}", place.id
    for goods in goods_names(lang):
        role = "goods" if goods.form == "name" else f"goods_{goods.form}"
        yield goods.text, role, goods.id
        singular = _modifier(goods.text) if lang == "en" else None
        if singular is not None:
            yield singular, role, goods.id
    for unit in unit_names(lang):
        yield unit.text.rstrip("."), "unit", f"{unit.kind}:{unit.unit}:{unit.scale:g}:{'?' if unit.ambiguous else ''}"


def compile_language(lang: str) -> str:
    """The compiled lexicon of one language, as text."""
    rows = {
        f"{_key(lang, phrase)}\t{role}\t{value}"
        for phrase, role, value in (*_table_rows(lang), *_reference_rows(lang))
        if phrase.strip()
    }
    return HEADER + "".join(f"{row}\n" for row in sorted(rows))


def main() -> int:
    """Write the lexicons, or check them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only say which files are out of date")
    check = parser.parse_args().check
    stale = []
    for lang in sorted(LEMMATIZERS):
        path, text = LANGUAGES / lang / "lexicon.tsv", compile_language(lang)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(str(path.relative_to(LANGUAGES.parents[3])))
            if not check:
                path.write_text(text, encoding="utf-8")
    if stale:
        print(("out of date: " if check else "written: ") + ", ".join(stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
