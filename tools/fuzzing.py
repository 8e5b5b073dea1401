"""Hostile texts made from the annotated corpus, the same ones every time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

FRAGMENTS = (
    "\x1b[31m", "\x00", "\x07\x08", "\u202e", "\u200b", "\ufeff", "\U0001f4b0", "\ud7ff", "e\u0301" * 30, "\r\n\r",
    "<script>alert(1)</script>", "&#x1b;", "<p>" * 50, "[a](http://x)", "```\n", "%" * 200, "1" * 400, "9,9" * 100,
    "1e309", "10^" + "9" * 50, "-" * 300, "млрд " * 60, "на на на ", "almost nearly about ", "почти более около ",
    "2022-13-45", "00.00.0000", "31 февраля 2022 года", "−0,0 %", "٣٤٥", "½⅓¼", "Ⅻ", "в 0 раз", "от 5 до ", "((((",
    "«" * 80,
)  # fmt: skip
ALPHABETS = (
    "0123456789.,  %$€−-",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя ",
    "abcdefghijklmnopqrstuvwxyz ",
    "\u0300\u0489\u200d\u0e33\u4e00\U0001f1f7\n\t",
)
MAX_CHARACTERS = 20_000

Mutation = Callable[[random.Random, str, Sequence[str]], str]


def _place(dice: random.Random, text: str) -> int:
    return dice.randint(0, len(text))


def splice(dice: random.Random, text: str, others: Sequence[str]) -> str:
    """The beginning of one text and the end of another."""
    other = dice.choice(others)
    return text[: _place(dice, text)] + other[_place(dice, other) :]


def flip_digits(dice: random.Random, text: str, others: Sequence[str]) -> str:
    """Every digit another one."""
    return "".join(dice.choice("0123456789") if letter.isdigit() else letter for letter in text)


def insert_fragment(dice: random.Random, text: str, others: Sequence[str]) -> str:
    """A hostile fragment somewhere, up to five times."""
    for _ in range(dice.randint(1, 5)):
        at = _place(dice, text)
        text = text[:at] + dice.choice(FRAGMENTS) + text[at:]
    return text


def insert_noise(dice: random.Random, text: str, others: Sequence[str]) -> str:
    """A run of random letters of one alphabet."""
    alphabet, at = dice.choice(ALPHABETS), _place(dice, text)
    return text[:at] + "".join(dice.choices(alphabet, k=dice.randint(1, 400))) + text[at:]


def repeat_block(dice: random.Random, text: str, others: Sequence[str]) -> str:
    """A part of the text over and over."""
    start, end = sorted((_place(dice, text), _place(dice, text)))
    return text[:end] + text[start:end] * dice.randint(1, 12) + text[end:]


def drop_part(dice: random.Random, text: str, others: Sequence[str]) -> str:
    """A text with a hole in it."""
    start, end = sorted((_place(dice, text), _place(dice, text)))
    return text[:start] + text[end:]


def shuffle_words(dice: random.Random, text: str, others: Sequence[str]) -> str:
    """The same words in another order."""
    words = text.split(" ")
    dice.shuffle(words)
    return " ".join(words)


def strip_spaces(dice: random.Random, text: str, others: Sequence[str]) -> str:
    """No line ends, or no spaces."""
    return text.replace(dice.choice((" ", "\n", ".")), "")


MUTATIONS: tuple[Mutation, ...] = (
    splice, flip_digits, insert_fragment, insert_noise, repeat_block, drop_part, shuffle_words, strip_spaces,
)  # fmt: skip


def fuzzed_texts(texts: Sequence[str], number: int, seed: int = 20230525) -> Iterator[str]:
    """`number` texts, each made by one to four mutations of one of `texts`."""
    dice = random.Random(seed)
    for _ in range(number):
        text = dice.choice(texts)
        for mutate in dice.choices(MUTATIONS, k=dice.randint(1, 4)):
            text = mutate(dice, text, texts)
        yield text[:MAX_CHARACTERS]
