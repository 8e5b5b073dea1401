"""The page on goods: chapters of the Harmonized System, and the named groups with their sources."""

from __future__ import annotations

from reference_pages.markdown import page, table
from sverka.reference.goods import Goods, all_chapters, all_goods, hs_title

HEAD = """
What a word for goods stands for in a measure: an HS code of 2 to 10 digits, a range of codes, or one of the groups
below by its id. `sverka goods NAME` looks a name up in either language.
"""


def _group_row(goods: Goods) -> tuple[str, ...]:
    return (f"`{goods.id}`", goods.name_en, goods.name_ru, ", ".join(goods.hs), goods.reason, goods.source)


def reference_page() -> str:
    """The page: groups mapped to HS, what is not mapped and why, chapters."""
    heads = ("id", "English", "Russian", "HS", "remark", "source")
    groups = sorted(all_goods(), key=lambda goods: goods.id)
    mapped = [_group_row(one) for one in groups if one.hs]
    unmapped = [(*_group_row(one)[:3], one.kind, *_group_row(one)[4:]) for one in groups if not one.hs]
    chapters = [(code, hs_title(code, "en"), hs_title(code, "ru")) for code in all_chapters()]
    return page(
        "Goods",
        HEAD,
        f"## Groups\n\n{table(heads, mapped)}",
        f"## Named, but of no agreed HS codes\n\n{table((*heads[:3], 'kind', *heads[4:]), unmapped)}",
        f"## Chapters of the Harmonized System\n\n{table(('code', 'English', 'Russian'), chapters)}",
    )
