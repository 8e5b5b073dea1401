"""What a page says of itself: its title and the date of publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from sverka.reading.intake.html_text import Page
from sverka.reading.intake.tables_io import read_table

_ISO_DATE = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")
_MAX_LINKED_DATA_CHARS = 500_000
_MAX_LINKED_DATA_NODES = 20_000


def published_date(page: Page) -> str | None:
    """The date of publication as ISO 8601, from meta elements, JSON-LD or `<time>`, in that order; `None` if unsaid."""
    candidates = (*_meta_dates(page), *_linked_dates(page), *_time_dates(page))
    return next((found for found in map(iso_date, candidates) if found), None)


def iso_date(text: str) -> str | None:
    """The day that a time stamp names, as written (no change of time zone); `None` if it is none.

    >>> iso_date("2023-05-25T14:00:00+07:00"), iso_date("25.05.2023"), iso_date("2023-02-31")
    ('2023-05-25', '2023-05-25', None)
    """
    if found := _ISO_DATE.match(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.match(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def social_title(page: Page) -> str | None:
    """The title that a page gives to social networks (`og:title`), which is the headline without the site's name."""
    titles = (meta.get("content", "") for meta in page.metas if _meta_key(meta) in {"og:title", "twitter:title"})
    return next((title.strip() for title in titles if title.strip()), None)


def _meta_key(meta: dict[str, str]) -> str:
    return (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()


def _meta_dates(page: Page) -> Iterator[str]:
    given: dict[str, str] = {}
    for meta in page.metas:
        given.setdefault(_meta_key(meta), meta.get("content", ""))
    for row in read_table("date_metas.csv"):
        if row["key"] in given:
            yield given[row["key"]]


def _linked_dates(page: Page) -> Iterator[str]:
    for text in page.linked_data:
        try:
            data = json.loads(text) if len(text) <= _MAX_LINKED_DATA_CHARS else None
        except (ValueError, RecursionError):
            continue
        yield from _published_in(data)


def _published_in(data: object) -> Iterator[str]:
    """Values of `datePublished` anywhere in JSON-LD, the outermost first."""
    nodes: list[object] = [data]
    for _ in range(_MAX_LINKED_DATA_NODES):
        if not nodes:
            return
        node = nodes.pop(0) if len(nodes) < 100 else nodes.pop()
        if isinstance(node, dict):
            value = node.get("datePublished")
            if isinstance(value, str):
                yield value
            nodes.extend(node.values())
        elif isinstance(node, list):
            nodes.extend(node)


def _time_dates(page: Page) -> Iterator[str]:
    by_trust = sorted(page.times, key=lambda time: time.get("itemprop") != "datePublished" and "pubdate" not in time)
    return (time.get("datetime", "") for time in by_trust)
