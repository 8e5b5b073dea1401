"""Names of partners that say they are a total: «Импорт – всего», `Total exports`, the reporter's own name with «всего».

A name of words of a total, of flows and of nothing else is that of all partners. With the reporter's own name it is
that of all of its trade. Anything else beside a word of a total is doubtful, and so is a flow by itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sverka.recording.tables_io import read_table


@cache
def _words() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    rows = read_table("total_name_words.csv")
    inside = sorted((row for row in rows if row["where"] == "in"), key=lambda row: -len(row["text"]))
    return (
        {row["text"]: row["means"] for row in rows if row["where"] == "word"},
        tuple((row["text"], row["means"]) for row in inside),
    )


def _parted(name: str) -> tuple[set[str], str]:
    """What the words of a name mean, and the words that mean nothing here, in their order."""
    words, inside = _words()
    meant: set[str] = set()
    for text, means in inside:
        if text in name:
            meant.add(means)
            name = name.replace(text, " ")
    rest = []
    for word in re.findall(r"\w[\w'’-]*", name.replace("–", " ").replace("—", " ")):
        means = words.get(_plain(word), "")
        if means:
            meant.add(means)
        else:
            rest.append(word)
    return meant, " ".join(rest)


def _plain(word: str) -> str:
    """A word in small letters without diacritics; those of Kazakh as the plain letters beside them."""
    low = word.casefold().replace("ғ", "г").replace("қ", "к").replace("ı", "i").strip("-'’")
    return "".join(sign for sign in unicodedata.normalize("NFD", low) if unicodedata.category(sign) != "Mn")


def beside_total(name: str) -> str | None:
    """What a name says beside words of a total, a flow among them passed over; `None` where it has no such word.

    >>> [beside_total(name) for name in ("Импорт – всего", "Республика Казахстан, всего", "China")]
    ['', 'Республика Казахстан', None]
    """
    meant, rest = _parted(name)
    return rest if "total" in meant else None


def may_be_total(name: str) -> bool:
    """Whether a name has a word of a total, or is of a flow alone.

    >>> [may_be_total(name) for name in ("Toplam ihracat", "Экспорт", "进口总值", "Togo", "Exporta Islands")]
    [True, True, True, False, False]
    """
    meant, rest = _parted(name)
    return "total" in meant or ("flow" in meant and not rest)
