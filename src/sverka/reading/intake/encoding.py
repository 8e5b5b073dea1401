"""Bytes to characters: byte-order marks, UTF-8, UTF-16, a page's own word, Russian 8-bit encodings by statistics."""

from __future__ import annotations

import codecs
import math
import re
from functools import cache

from sverka.model.errors import InputError
from sverka.reading.intake.limits import MAX_CONTROL_SHARE
from sverka.reading.intake.tables_io import read_table

CYRILLIC_ENCODINGS = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
"""Tried for text that is not UTF-8; where two fit alike, the earlier (the more common on the web) is taken."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_DECLARABLE = re.compile(
    r"(?:utf-(?:8|16|16-le|16-be)|cp125\d|cp866|koi8-[ru]|iso8859-\d+|mac-cyrillic|gbk|gb2312|gb18030|big5|shift_jis"
    r"|euc_(?:jp|kr)|cp949|cp932|cp874|tis-620)\Z"
)
_WORD_BYTES = re.compile(rb"[A-Za-z\x80-\xff]+")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE_BYTES = 100_000
_DECLARATION_BYTES = 4096
_UTF16_HIGH_BYTES = bytes((0x00, 0x04, 0x20, 0x21))
_UNLIKELY = math.log(0.0002)
_CASE_PENALTY = -4.0
_MIN_MEAN_SCORE = -4.2
"""Russian text scores about -3.1 a letter, and its wrong decodings below -5."""


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text of a source and the encoding that gave it; a byte-order mark is no part of the text.

    Raises `InputError` where the bytes are no text or their encoding is not recognised.

    >>> decode("Экспорт вырос".encode("koi8-r"), "-")
    ('Экспорт вырос', 'koi8-r')
    """
    text, encoding = _decode(data, source)
    if len(_CONTROL.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise InputError("the source is binary, not text", source, "give plain text, Markdown or HTML")
    return text, encoding


def _decode(data: bytes, source: str) -> tuple[str, str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    wide = _utf16_without_mark(data)
    if wide:
        return data.decode(wide, errors="replace"), wide
    text = _utf8(data)
    if text is not None:
        return text, "utf-8"
    declared = declared_encoding(data)
    encoding = declared if declared and not _is_western(declared) else _guess_8_bit(data, source)
    return data.decode(encoding, errors="replace"), encoding


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 by its high bytes: those of Latin, Cyrillic and punctuation are few, and none is common in other text."""
    sample = data[: _SAMPLE_BYTES - _SAMPLE_BYTES % 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = sample[first::2]
        low = sample[1 - first :: 2]
        usual = sum(high.count(byte) for byte in _UTF16_HIGH_BYTES)
        telling = high.count(0) + high.count(4)
        if usual >= 0.9 * len(high) and telling >= 0.5 * len(high) and low.count(0) <= 0.02 * len(low):
            return encoding
    return None


def _utf8(data: bytes) -> str | None:
    """UTF-8, with a few broken sequences (a file cut off, a pasted byte) shown as U+FFFD; `None` if it is not that."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    multibyte = sum(char > "\x7f" for char in text[:_SAMPLE_BYTES])
    broken = text.count("\ufffd", 0, _SAMPLE_BYTES)
    return text if multibyte > 20 * broken else None


def declared_encoding(data: bytes) -> str | None:
    """What a page says of its own encoding (`<meta charset>`, XML declaration), if that is one of the web's.

    >>> declared_encoding(b'<meta charset="windows-1251">')
    'cp1251'
    """
    found = _DECLARED.search(data[:_DECLARATION_BYTES])
    if not found:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    return name if _DECLARABLE.match(name) and name not in {"utf-8", "utf-16"} else None


def _is_western(encoding: str) -> bool:
    """Pages declare Latin-1 by default and by mistake, so that is only a hint."""
    return encoding in {"cp1252", "iso8859-1", "iso8859-15"}


def _guess_8_bit(data: bytes, source: str) -> str:
    """Words wholly of high bytes are Cyrillic, words that mix them with Latin letters are Western."""
    words = [word for word in _WORD_BYTES.findall(data[:_SAMPLE_BYTES]) if _HIGH_RUN.search(word)]
    whole = sum(len(word) for word in words if len(word) >= 2 and _HIGH_RUN.fullmatch(word))
    mixed = sum(len(word) for word in words if not _HIGH_RUN.fullmatch(word))
    if whole > mixed:
        sample = b" ".join(words)
        best = max(CYRILLIC_ENCODINGS, key=lambda encoding: _russian_score(sample, encoding))
        if _russian_score(sample, best) >= _MIN_MEAN_SCORE:
            return best
        if whole > 3 * mixed and whole >= 20:
            raise InputError("the encoding of the source is not recognised", source, "save it as UTF-8")
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "iso8859-1"
    return "cp1252"


def _russian_score(sample: bytes, encoding: str) -> float:
    """Mean log-probability of the characters that the high bytes stand for; a capital after a small letter costs."""
    text = sample.decode(encoding, errors="replace")
    high = [char for char in text if char > "\x7f"]
    if not high:
        return _UNLIKELY
    odds = _letter_odds()
    total = sum(odds.get(char.lower(), _UNLIKELY) for char in high)
    case_breaks = len(re.findall(r"[а-яё][А-ЯЁ]", text))
    return (total + _CASE_PENALTY * case_breaks) / len(high)


@cache
def _letter_odds() -> dict[str, float]:
    """Log-probability of each Russian letter, and of the marks of Russian print beside it."""
    odds = {row["letter"]: math.log(float(row["percent"]) / 100) for row in read_table("letters_ru.csv")}
    return odds | dict.fromkeys("«»–—„“”…№\xa0", math.log(0.01))
