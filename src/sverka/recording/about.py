"""What the figures of a source mean: its title, whose the trade is, the trade system; told with every total."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("tables") / "sources.toml"
MAPPED = "table"
_BY_LANGUAGE = ("title", "region", "partner", "system", "reexports")


@dataclass(frozen=True, slots=True)
class About:
    """A source in words of both languages; `priority` is smaller for the source that answers first.

    `scope` is what its mapping says that the table is an extract of: `sea freight alone`.
    """

    id: str
    title_en: str
    title_ru: str
    priority: int
    region_en: str
    region_ru: str
    partner_en: str
    partner_ru: str
    system_en: str
    system_ru: str
    reexports_en: str
    reexports_ru: str
    documentation: str
    synthetic: bool = False
    scope: str = ""

    def word(self, name: str, lang: str) -> str:
        """`title`, `region`, `partner`, `system` or `reexports` in Russian for `ru`, else in English."""
        told: str = getattr(self, f"{name}_{'ru' if lang == 'ru' else 'en'}")
        return told


@cache
def _sources() -> dict[str, About]:
    with TABLE.open("rb") as file:
        return {name: About(id=name, **row) for name, row in tomllib.load(file).items()}


def about(source: str, told: Mapping[str, Any] | None = None) -> About:
    """What a source's figures mean; `told` is what its mapping said, for a mapped table.

    >>> about("baci").title_en, about("my-table", {"title": "HMRC regional trade"}).title_en
    ('CEPII BACI', 'HMRC regional trade')
    """
    known = _sources().get(source)
    base = known or replace(_sources()[MAPPED], id=source, title_en=source, title_ru=source)
    names = {field.name for field in fields(About)}
    given: dict[str, Any] = {}
    for key, value in (told or {}).items():
        if key in _BY_LANGUAGE:
            given |= {f"{key}_en": str(value), f"{key}_ru": str(value)}
        elif key in names and key != "id":
            given[key] = value
    return replace(base, **given)


def known_sources() -> tuple[str, ...]:
    """The ids of the source formats that have words of their own."""
    return tuple(_sources())
