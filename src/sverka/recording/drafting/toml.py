"""Lines of a draft: texts as TOML writes them, comments on one line, questions that the loader puts again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from sverka.recording.mapping_text import ASKED

SHOWN_VALUES = 4
SHOWN_CHARACTERS = 30
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def quoted(text: str) -> str:
    """A text as TOML writes it.

    >>> quoted('a "b"')
    '"a \\\\"b\\\\""'
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def flat(text: str, most: int = SHOWN_CHARACTERS) -> str:
    """A text as a comment may hold it: on one line, short."""
    clean = _CONTROL.sub(" ", text)
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def seen(values: Iterable[str]) -> str:
    """The first values, for a comment."""
    shown = [flat(value) for value in values]
    return ", ".join(shown[:SHOWN_VALUES]) + (", …" if len(shown) > SHOWN_VALUES else "")


def texts(values: Iterable[str]) -> str:
    """A list of texts."""
    return f"[{', '.join(map(quoted, values))}]"


def table(values: Mapping[str, str]) -> str:
    """Texts by text, on one line."""
    return "{ " + ", ".join(f"{quoted(key)} = {quoted(value)}" for key, value in values.items()) + " }"


def line(key: str, value: str, comment: str = "") -> str:
    """A key with a value that is TOML already."""
    return f"{key} = {value}" + (f"  # {flat(comment, 200)}" if comment else "")


def asked_lines(draft: str) -> tuple[int, ...]:
    """The line of each question that a draft holds.

    >>> asked_lines('a = 1\\nb = "? which?"  # ASKED')
    (2,)
    """
    opening = f'= "{ASKED}'
    return tuple(at for at, text in enumerate(draft.splitlines(), 1) for _ in range(text.count(opening)))


def ask(key: str, question: str, example: str = "", *, todo: str = "") -> str:
    """A key whose answer only the user knows: the draft is refused with this question until it is given.

    `example` is an answer as TOML writes it; `todo` is what to do where the answer is no text.

    >>> ask("scale", "of how many units is one?", "1000")
    'scale = "? of how many units is one?"  # ASKED: write such as scale = 1000'
    """
    what = todo or f"write such as {key} = {example}"
    return f"{key} = {quoted(ASKED + flat(question, 400))}  # ASKED: {flat(what, 240)}"
