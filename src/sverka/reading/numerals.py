"""Numbers as digits and as words → values.

    «2,457 млрд»  «миллион двести тысяч»  «пятьдесят пять и четыре десятых»  "1 billion 393.4 million"

Digits are read by the language's own punctuation; `printed` keeps the number as printed (dot for the decimal mark, no
separators), because its last decimal tells how finely it was stated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sverka.reading.lexicon import Term
from sverka.reading.sentences import Sentence
from sverka.reading.tokens import TokenKind

_ENGLISH_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPACES = re.compile(r"[ \u00a0\u202f\u2009]")
_AFTER_HUNDRED = 101.0  # tens and units may follow a hundred
_VAGUE = frozenset(["десятки", "десятков", "десяткам", "сотни", "сотен", "сотням"])  # no number is meant
_ARTICLES = frozenset(["a", "an"])
_WORD_ROLES = tuple(f"num_{name}" for name in "scale half_scale tenth hundred hundred_word dozen ten unit".split())


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number: tokens `first` to `last` (excluded), its value, the number as printed, and whether a scale was said."""

    first: int
    last: int
    value: float
    printed: str
    scaled: bool
    in_words: bool
    scale: float = 1.0


def parse_digits(text: str, lang: str) -> str | None:
    """Digits as printed in a language → digits with a dot, no separators; `None` where they are no number.

    >>> parse_digits("2 457,3", "ru"), parse_digits("315,036", "en"), parse_digits("2,457", "ru")
    ('2457.3', '315036', '2.457')
    """
    plain = _SPACES.sub("", text)
    if lang == "en" and _ENGLISH_GROUPS.fullmatch(plain):
        return plain.replace(",", "")
    if plain.count(",") + plain.count(".") > 1:
        groups = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain)
        return re.sub(r"[.,]", "", plain) if groups else None
    return plain.replace(",", ".") if len(plain) <= 40 else None


def _roles(sentence: Sentence, at: int) -> dict[str, Term]:
    return {t.role: t for t in sentence.beginning(at) if t.role.startswith("num_")}


@dataclass(slots=True)
class _Sum:
    """What a run of number words has come to so far."""

    total: float = 0.0
    current: float | None = None
    step: float = float("inf")  # the size of the last word: each next one within a group is smaller
    scale: float = float("inf")
    scaled: bool = False
    digits: str = ""
    words: bool = False
    hundreds: bool = False
    last_added: float = 0.0

    def add(self, value: float, size: float) -> bool:
        """Add a word of a group; false where it cannot stand there."""
        if size >= self.step or self.digits:
            return False
        self.current = (self.current or 0.0) + value
        self.step, self.words, self.last_added = size, True, value
        return True

    def multiply(self, scale: float, bare: bool) -> bool:
        """Close a group with its scale."""
        if scale >= self.scale or (self.current is None and not bare):
            return False
        self.total += (1.0 if self.current is None else self.current) * scale
        self.current, self.step, self.scale, self.scaled = None, float("inf"), scale, True
        self.hundreds = False
        return True

    def times_hundred(self, hundred: float) -> bool:
        """Take what a group has come to so many times: once in a group, since "hundred hundred" is no number."""
        if self.hundreds:
            return False
        self.current, self.step, self.words = (self.current or 1.0) * hundred, _AFTER_HUNDRED, True
        self.hundreds = True
        return True

    def times_dozen(self, dozen: float) -> bool:
        """Take so many dozens; a dozen by itself, «десяток стран», is a vague word and no number."""
        if self.current is None or self.hundreds:
            return False
        self.current, self.step, self.words, self.hundreds = self.current * dozen, 0.0, True, True
        self.digits = ""
        return True


def read_numeral(sentence: Sentence, at: int, lang: str) -> Numeral | None:
    """The longest number that begins at a token, or `None`."""
    token = sentence.tokens[at] if at < len(sentence.tokens) else None
    if token is None or (token.kind is TokenKind.WORD and not _roles(sentence, at) and token.low not in _ARTICLES):
        return None
    run, here, printed_parts = _Sum(), at, 0
    while here < len(sentence.tokens):
        step = _step(sentence, here, run, lang)
        if step == 0:
            break
        printed_parts += run.digits != ""
        here += step
    if here == at or (run.current is None and not run.scaled):
        return None
    value = run.total + (run.current or 0.0)
    if value == 1.0 and here - at == 1 and not run.digits:
        return None  # "one", «одной» is mostly an article or a pronoun
    printed = run.digits if printed_parts and _digit_runs(sentence, at, here) == 1 else _shortest(value)
    return Numeral(at, here, value, printed, run.scaled, run.words, _leading_scale(run, value))


def _leading_scale(run: _Sum, value: float) -> float:
    """The scale that a number without one, said right after, may share: that of «триста семьдесят два миллиона»."""
    if not run.scaled:
        return 1.0
    return max((s for s in (1e3, 1e6, 1e9, 1e12) if s <= value), default=1.0)


def _digit_runs(sentence: Sentence, first: int, last: int) -> int:
    return sum(sentence.tokens[k].kind is TokenKind.NUMBER for k in range(first, last))


def _shortest(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else repr(value)


def _step(sentence: Sentence, here: int, run: _Sum, lang: str) -> int:
    """How many tokens the number takes at `here`: 0 where it ends."""
    token = sentence.tokens[here]
    if token.kind is TokenKind.NUMBER:
        return _digits_step(sentence, here, run, lang)
    if token.kind is not TokenKind.WORD:
        return _joiner_step(sentence, here, run) if token.low == "-" else 0
    roles = _roles(sentence, here)
    for role in _WORD_ROLES:
        if role in roles:
            return _word_step(sentence, here, run, roles[role])
    if "num_half" in roles and (run.current is not None or run.scaled):
        return _half_step(run, roles["num_half"])
    return _joiner_step(sentence, here, run)


def _digits_step(sentence: Sentence, here: int, run: _Sum, lang: str) -> int:
    printed = parse_digits(sentence.tokens[here].text, lang)
    if printed is None or run.current is not None:
        return 0
    if run.scaled and not _scale_follows(sentence, here, run):
        return 0
    run.current, run.digits, run.step = float(printed), printed, 0.0
    return 1


def _scale_follows(sentence: Sentence, here: int, run: _Sum) -> bool:
    """Digits after a scale go on the same number only where a smaller scale follows: "1 billion 393.4 million"."""
    term = _roles(sentence, here + 1).get("num_scale")
    return term is not None and float(term.value) < run.scale


def _word_step(sentence: Sentence, here: int, run: _Sum, term: Term) -> int:
    value, size = float(term.value), term.last - term.first
    if sentence.low(here) in _VAGUE and run.current is None:
        return 0
    if term.role in ("num_scale", "num_half_scale"):
        if len(sentence.low(here)) == 1 and not _touches(sentence, here):
            return 0  # "m", "b", "k" are scales only right behind their digits
        if term.role == "num_half_scale":
            return size if run.current is None and run.multiply(value, True) else 0
        digits = run.digits
        done = run.multiply(value, bare=not run.scaled or run.scale > value)
        run.digits = digits if done else run.digits
        return size if done else 0
    if term.role == "num_tenth":
        return _tenth_step(run, value, size)
    if term.role == "num_dozen":
        return size if run.times_dozen(value) else 0
    if term.role == "num_hundred_word":
        return size if run.times_hundred(value) else 0
    return size if run.add(value, {"num_hundred": 1000.0, "num_ten": 100.0, "num_unit": 20.0}[term.role]) else 0


def _touches(sentence: Sentence, here: int) -> bool:
    before = sentence.tokens[here - 1] if here else None
    return before is not None and before.kind is TokenKind.NUMBER and before.end == sentence.tokens[here].start


def _tenth_step(run: _Sum, value: float, size: int) -> int:
    """«четыре десятых» after «пятьдесят пять и»: the last word added was the count of tenths."""
    if run.current is None or not run.words:
        return 0
    run.current += run.last_added * (value - 1.0)
    return size


def _half_step(run: _Sum, term: Term) -> int:
    if run.current is not None:
        run.current += float(term.value)
    else:
        run.total += float(term.value) * run.scale
    run.digits = ""
    return term.last - term.first


def _joiner_step(sentence: Sentence, here: int, run: _Sum) -> int:
    """A joining word within a number: "a hundred and five", «пять и четыре десятых», the article of "a million"."""
    low = sentence.low(here)
    if run.current is not None and not run.scaled:
        for term in sentence.at(here, "hedge_post"):  # «восемь с лишним миллиардов»
            return term.last - here if "num_scale" in _roles(sentence, term.last) else 0
    if low in _ARTICLES and run.current is None and not run.scaled:
        following = _roles(sentence, here + 1)
        return 1 if "num_scale" in following or "num_hundred_word" in following else 0
    if low == "and" and run.words and run.step >= 100 and {"num_unit", "num_ten"} & _roles(sentence, here + 1).keys():
        return 1
    if low == "и" and run.words and "num_tenth" in _roles(sentence, here + 2):
        run.step = 30.0
        return 1
    if low == "-" and run.current is not None and not run.scaled and "num_scale" in _roles(sentence, here + 1):
        return 1  # "a three-billion-dollar trade"
    if low == "-" and sentence.low(here + 1) == "odd" and "num_scale" in _roles(sentence, here + 2):
        return 2  # "40-odd million"
    if low == "-" and run.words and "num_unit" in _roles(sentence, here + 1) and run.step == 100.0:
        return 1
    return 0
