"""Markdown to blocks: marks, link targets and code are no text; offsets lead back to the source."""

from __future__ import annotations

import pytest

from sverka.reading.document import Document, load_document

TEXT = """---
title: Internal name 77
date: 2024-06-14
---
# Экспорт **вырос** на 60% ##

По данным [таможни](https://customs.example/2023?x=45%), экспорт вырос на *18%*.[^1] Подробнее: https://a.example/c/2023

- Китай — **45%**
- [x] Индия — 5 % ([отчёт](http://x.example/99_(2)))

| Страна | Доля |
|---|---:|
| Монголия | 9% |

```python
x = 300
```

    code 444

> «Доля выросла» &mdash; сказал министр.

Импорт
------
Импорт упал на 3\\*2 млн тонн, `var_5` нет.

![фото 25 млн](p.png)

[1]: http://z.example/55
## Читайте также
[Бюджет вырос на 15%](/b)
"""


def read(text: str) -> Document:
    return load_document(text.encode(), "test")


def words(document: Document, *kinds: str) -> list[str]:
    return [" ".join(document.block_text(b).split()) for b in document.blocks if b.kind in kinds]


def test_marks_become_roles() -> None:
    document = read(TEXT)
    assert words(document, "headline") == ["Экспорт вырос на 60%", "Импорт"]
    assert words(document, "item") == ["Китай — 45%", "Индия — 5 % (отчёт)", "Страна Доля", "Монголия 9%"]
    assert words(document, "lead") == ["По данным таможни, экспорт вырос на 18%. Подробнее:"]
    assert words(document, "body") == ["«Доля выросла» — сказал министр.", "Импорт упал на 3*2 млн тонн, нет."]
    assert (document.title, document.published) == ("Экспорт вырос на 60%", "2024-06-14")


@pytest.mark.parametrize("foreign", ["77", "2023", "300", "444", "99", "25", "55", "15%", "var_5"])
def test_link_targets_code_and_images_are_no_text_of_the_article(foreign: str) -> None:
    assert foreign not in " ".join(words(read(TEXT), "headline", "lead", "body", "item"))


@pytest.mark.parametrize(
    ("quote", "source"),
    [("60%", "60%"), ("вырос на 60%", "вырос** на 60%"), ("3*2 млн", "3\\*2 млн"), ("»\u0020—", "» &mdash;")],
)
def test_spans_lead_back_to_the_source(quote: str, source: str) -> None:
    document = read(TEXT)
    at = document.text.index(quote)
    start, end = document.span(at, at + len(quote))
    assert document.given[start:end] == source


@pytest.mark.parametrize(
    "text",
    [
        "Trade\n- exports: $5 bn\n* imports: $3 bn",
        "Exports [see note] rose * by 5% * last year_or_so.",
        "#экспорт вырос на 5%\nОб этом сообщили.",
        "Exports | imports\n5 | 3",
        "a_b_c and 2*3*4 and (x)[1](2)",
    ],
)
def test_plain_text_is_not_taken_for_markdown(text: str) -> None:
    assert read(text).origin is None


def test_wrapped_paragraphs_are_joined() -> None:
    document = read(
        "# Trade\n\nExports of the region rose by 5.4 per cent last year and\nreached 7 billion dollars, the "
        "ministry said on *Monday* in\nits yearly review of trade with the countries of Asia.\n\nImports fell.\n"
    )
    assert len(words(document, "lead")) == 1
    assert words(document, "lead")[0].endswith("Asia.")


def test_a_paragraph_under_a_list_item_is_no_code() -> None:
    document = read("# Trade\n\n- exports\n\n    They rose by 5%.\n\n- imports\n")
    assert "They rose by 5%." in words(document, "lead", "body")
