"""The reader against a corpus of phrasings: value ← many phrases, and what must not be read as a claim.

Each folder of `corpus/` is a language. `negatives.toml` lists texts without a claim; every other file has cases, each
with what must be read, and nothing else where it is `only` that, and the phrases that say it, whole or within the
file's `template`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sverka.model.claims import Claim
from sverka.reading import read_text

CORPUS = Path(__file__).parent / "corpus"
PUBLISHED = "2024-05-15"
_NO_SLOTS = {"phrases", "claims", "expect", "only"}


def _files() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path in sorted(CORPUS.glob("*/*.toml")):
        yield path.parent.name, path.stem, tomllib.loads(path.read_text(encoding="utf-8"))


def _expected(case: dict[str, Any]) -> list[dict[str, Any]]:
    """What a case says must be read: a list of claims, or one claim by its slots."""
    if "claims" in case:
        return list(case["claims"])
    return [dict(case.get("expect") or {name: value for name, value in case.items() if name not in _NO_SLOTS})]


def _positives() -> Iterator[Any]:
    for lang, name, table in _files():
        for case in table.get("case", ()):
            for phrase in case["phrases"]:
                text = table["template"].format(phrase) if "template" in table else phrase
                expected, published = _expected(case), table.get("published", PUBLISHED)
                only = case.get("only", False)
                yield pytest.param(lang, text, published, expected, only, id=f"{lang}-{name}-{phrase[:60]}")


def _negatives() -> Iterator[Any]:
    for lang, name, table in _files():
        for phrase in table.get("phrases", ()):
            yield pytest.param(lang, phrase, table.get("published", PUBLISHED), id=f"{lang}-{name}-{phrase[:60]}")


def _slot(claim: Claim, name: str) -> object:
    value = (claim.products.group if claim.products else None) if name == "goods" else getattr(claim, name)
    return list(value) if isinstance(value, tuple) else "" if value is None else value


def _close(found: object, wanted: object) -> bool:
    if isinstance(found, (int, float)) and isinstance(wanted, (int, float)):
        return abs(found - wanted) <= 1e-6 * max(1.0, abs(wanted))
    return found == wanted


def _said(claim: Claim, expected: dict[str, Any]) -> dict[str, object]:
    return {name: _slot(claim, name) for name in expected}


@pytest.mark.parametrize(("lang", "text", "published", "expected", "only"), list(_positives()))
def test_a_phrase_is_read_as_what_it_says(
    lang: str, text: str, published: str, expected: list[dict[str, Any]], only: bool
) -> None:
    claims = read_text(text, date=published, lang=lang).claims
    said = [claim.mentions[0].text for claim in claims]
    assert len(claims) == len(expected) if only else len(claims) >= len(expected), said
    for claim, wanted in zip(claims, expected, strict=False):
        wrong = {
            name: (found, wanted[name])
            for name, found in _said(claim, wanted).items()
            if not _close(found, wanted[name])
        }
        assert not wrong, (text, wrong)


@pytest.mark.parametrize(("lang", "text", "published"), list(_negatives()))
def test_what_is_no_figure_of_trade_gives_no_claim(lang: str, text: str, published: str) -> None:
    claims = read_text(text, date=published, lang=lang).claims
    assert [(claim.kind, claim.flow, claim.value) for claim in claims] == []
