"""Codes of the Harmonized System in a text: "exports of HS 27", «мясо (ТН ВЭД 02)» name goods, and are no figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sverka.reading.lexicon import Lexicon, Term
from sverka.reading.tokens import Token, TokenKind
from sverka.reference.goods import get_goods

GOODS = "goods"
_ROLES = (GOODS, "goods_adjective")
_NAMED = re.compile(r"^(?:\(|, )?(?:HS|ТН ВЭД)\b")
_CODE = re.compile(r"\d{2,10}(?:[-–]\d{2,10})?")


def codes_of(token: Token) -> tuple[str, ...]:
    """The codes that a token names: `HS 01–24, 41`; nothing for another token, or where one of them does not exist."""
    if token.kind is not TokenKind.CODE or not _NAMED.match(token.text.replace("\u00a0", " ")):
        return ()
    codes = tuple(code.replace("–", "-") for code in _CODE.findall(token.text))
    return codes if codes and all(get_goods(code) is not None for code in codes) else ()


def with_codes(tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[tuple[Token, ...], tuple[Term, ...]]:
    """The tokens of a sentence and its terms, codes among them.

    Codes right behind the name of goods say which these are, and are left out; elsewhere they are a name of goods.
    """
    terms = lexicon.terms(tokens)
    told = {at for at, token in enumerate(tokens) if codes_of(token)}
    if not told:
        return tokens, terms
    behind = {term.last for term in terms if term.role in _ROLES}
    if told & behind:
        tokens = tuple(token for at, token in enumerate(tokens) if at not in told or at not in behind)
        terms = lexicon.terms(tokens)
    return tokens, tuple(sorted((*terms, *_terms(tokens)), key=lambda term: (term.first, -term.last)))


def _terms(tokens: Sequence[Token]) -> list[Term]:
    return [
        Term(at, at + 1, GOODS, "+".join(sorted(codes))) for at, one in enumerate(tokens) if (codes := codes_of(one))
    ]
