"""Messages in both languages, and reasons of the lower floors in Russian."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from string import Formatter

import pytest

from sverka.checking.wording import in_language, phrasebook
from sverka.reading.kinds import OFF_TOPIC
from sverka.reference.goods import all_goods


@pytest.mark.parametrize("package", ["sverka.checking", "sverka.writing", "sverka.cli"])
def test_every_message_stands_in_both_languages_with_the_same_blanks(package: str) -> None:
    table = tomllib.loads(files(package).joinpath("words.toml").read_text(encoding="utf-8"))
    for key, entry in table.items():
        assert set(entry) == {"en", "ru"}, key
        blanks = [{name for _, name, _, _ in Formatter().parse(entry[ui]) if name} for ui in ("en", "ru")]
        assert blanks[1] <= blanks[0], key


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1 утверждение с цифрой"),
        (3, "3 утверждения с цифрами"),
        (11, "11 утверждений с цифрами"),
        (0, "0 утверждений с цифрами"),
    ],
)
def test_russian_counts(number: int, text: str) -> None:
    assert phrasebook("sverka.writing", "ru").count("n_claims", number) == text


def test_reasons_with_blanks_are_worded_in_russian() -> None:
    assert in_language("it adds nothing to c2", "ru") == "ничего не добавляет к c2"
    assert in_language("it adds nothing to c2", "en") == "it adds nothing to c2"
    assert in_language("something new", "ru") == "something new"


def test_reasons_for_what_is_no_trade_are_worded_in_russian() -> None:
    reasons = [*OFF_TOPIC, *(goods.reason for goods in all_goods() if goods.reason and not goods.hs)]
    assert [reason for reason in reasons if not re.search("[а-я]", in_language(reason, "ru"))] == []


def test_every_reason_of_the_goods_tables_is_worded_in_russian() -> None:
    reasons = {goods.reason for goods in all_goods() if goods.reason}
    assert [reason for reason in sorted(reasons) if in_language(reason, "ru") == reason] == []
