"""HTML to blocks: the article found, offsets that lead back to the source, hostile markup."""

from __future__ import annotations

import html
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from sverka.reading.document import Document, load_document

GoldDocuments = Callable[[str], list[dict[str, Any]]]

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Экспорт области вырос &mdash; на треть | Вестник</title>
<meta property="og:title" content="Экспорт области вырос — на треть">
<script type="application/ld+json">
{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-06-14T09:00:00+07:00"}]}</script>
<style>p {}</style><script>var x = "<p>Экспорт 500 млн</p>";</script></head><body>
<nav><ul><li><a href="/">Главная</a></li><li><a href="/e">Экономика 24</a></li></ul></nav>
<div class="content"><h1>Экспорт области вырос&nbsp;&mdash; на&nbsp;треть</h1><div class="date">14.06.2024 10:00</div>
<p>За&nbsp;год экспорт <b>вырос</b> на&nbsp;30&#37; и&nbsp;достиг <a href="/x?1">5&nbsp;млрд</a> долларов, сообщил
министр экономики области на форуме.</p><!-- 77 млн -->
<p>На долю Китая пришлось 45% поставок, на долю Монголии &mdash; 10%, рассказали в правительстве.<br>Дальше &ndash;
Индия.</p>
<table><tr><th>Страна</th><th>Доля</th></tr><tr><td><p>Китай</p></td><td><p>45%</p></td></tr><tr><td>Индия<td>5%</table>
<ul><li>Лес &ndash; 5 млн тонн</li><li>Нефть &ndash; 7 млн тонн</ul>
<p>Читайте также: <a href="/1">Бюджет вырос на 15%</a></p>
<div class="related"><h3>Новости по теме</h3><a href="/5">Инфляция составила 8%</a></div></div>
<footer>&copy; 2024 Вестник. Тел. 8 (3822) 55-55-55</footer></body></html>
"""


def read(text: str) -> Document:
    return load_document(text.encode(), "test")


def words(document: Document, *kinds: str) -> list[str]:
    return [" ".join(document.block_text(b).split()) for b in document.blocks if b.kind in kinds]


def test_the_article_is_found_and_the_rest_set_aside() -> None:
    document = read(PAGE)
    assert words(document, "headline") == ["Экспорт области вырос — на треть"]
    assert document.title == "Экспорт области вырос — на треть"
    assert document.published == "2024-06-14"
    assert words(document, "lead")[0].startswith("За год экспорт вырос на 30% и достиг 5 млрд долларов")
    assert len(words(document, "body")) == 2
    assert words(document, "item") == ["Страна Доля", "Китай 45%", "Индия 5%", "Лес – 5 млн тонн", "Нефть – 7 млн тонн"]
    article = " ".join(words(document, "headline", "lead", "body", "item"))
    for foreign in ("500", "77", "15%", "8%", "55-55", "Главная", "2024"):
        assert foreign not in article


def test_spans_lead_back_to_the_source() -> None:
    document = read(PAGE)
    for quote, source in (
        ("30%", "30&#37;"),
        ("5\xa0млрд", "5&nbsp;млрд"),
        ("вырос на\xa030%", "вырос</b> на&nbsp;30&#37;"),
        ("45% поставок", "45% поставок"),
    ):
        at = document.text.index(quote)
        start, end = document.span(at, at + len(quote))
        assert document.given[start:end] == source


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        ('<meta property="article:published_time" content="2023-05-25T10:00:00+07:00">', "2023-05-25"),
        ('<meta name=date content="25.05.2023">', "2023-05-25"),
        ('<time datetime="2023-05-25 10:00">25 мая</time>', "2023-05-25"),
        ('<time datetime="2020-01-01">x</time><time itemprop="datePublished" datetime="2023-05-25">', "2023-05-25"),
        ('<script type="application/ld+json">[[[[[[{"datePublished": "2023-05-25"}]]]]]]</script>', "2023-05-25"),
        ('<script type="application/ld+json">{"datePublished": 5, "a": </script>', None),
        ('<meta property="article:published_time" content="2023-02-31">', None),
        ('<meta property="article:published_time" content="yesterday">', None),
    ],
)
def test_the_date_of_publication_is_that_of_the_markup(markup: str, published: str | None) -> None:
    assert read(f"<html><body>{markup}<p>Экспорт вырос на 5% за год.</p></body></html>").published == published


def test_a_title_without_heading_is_the_headline_without_the_sites_name() -> None:
    document = read(
        "<html><head><title>Exports rise | The Herald</title></head><body><p>They rose by 5%.</p></body></html>"
    )
    assert words(document, "headline") == ["Exports rise"]
    start, end = document.span(document.blocks[0].start, document.blocks[0].end)
    assert document.given[start:end] == "Exports rise"


def test_a_page_laid_out_by_tables_keeps_its_columns_apart() -> None:
    long = "Экспорт области за прошлый год вырос на 18% и достиг 5 млрд долларов, сообщил министр экономики. " * 3
    document = read(
        "<HTML><BODY><TABLE><TR><TD><A HREF=/1>Спорт 2:1</A><BR><A HREF=/2>Погода</A>"
        f"<TD><H1>Экспорт вырос</H1><P>{long}<TD><A HREF=/9>Скидки 50%</A></TABLE></BODY></HTML>"
    )
    article = " ".join(words(document, "headline", "lead", "body", "item"))
    assert "18%" in article
    assert not any(foreign in article for foreign in ("2:1", "50%"))


def test_line_breaks_within_a_sentence_do_not_cut_it() -> None:
    document = read("<html><body><p>Exports rose<br>by 5% last year.<br>Imports fell.</p></body></html>")
    assert words(document, "lead", "body") == ["Exports rose by 5% last year.", "Imports fell."]


def test_note_marks_do_not_join_the_number_before_them() -> None:
    document = read("<p>Exports rose by 45<sup><a href=#n1>1</a></sup> per cent to 7 m<sup>3</sup>.</p><p>End.</p>")
    assert words(document, "lead") == ["Exports rose by 45 per cent to 7 m3."]


def test_a_box_of_other_news_within_the_article_does_not_end_it() -> None:
    first = (
        "Exports of the region rose by 18% last year, the minister of the economy told the yearly forum of exporters."
    )
    last = (
        "Imports of machines and medicines from the countries of Europe fell by 7%, the regional customs office added."
    )
    box = "<div><h3>Latest news</h3><div><a href=/1>Rents up 10%</a></div></div>"
    page = (
        f"<html><body><h1>Trade grows</h1><div><p>{first}</p>{box}<p>{last}</p><p>{first[:60]}.</p></div></body></html>"
    )
    article = words(read(page), "lead", "body")
    assert first in article
    assert last in article
    assert not any("Rents" in line for line in article)


def test_a_short_paragraph_of_linked_figures_is_text() -> None:
    said = '<a href="#m1">82,8 %</a> экспорта. На Мартинику пришлось <a href="#m2">56,2 %</a>'
    lead = "Экспорт снизился на 2,7 % и составил 1,80 доллара, оборот вырос. " * 4
    page = (
        f"<html><body><article><div><p>{lead}</p></div><div><p>На США {said} импорта.</p></div></article></body></html>"
    )
    assert any("На США 82,8 % экспорта" in line for line in words(read(page), "lead", "body"))
    away = page.replace("#m", "/news/")
    assert not any("На США" in line for line in words(read(away), "lead", "body"))


def test_a_fragment_is_read_whole() -> None:
    assert words(read("<p>Exports rose by 5%.</p><p>Imports fell.</p>"), "lead", "body") == [
        "Exports rose by 5%.",
        "Imports fell.",
    ]


def test_a_sign_less_than_is_no_tag() -> None:
    document = read("<p>Exports < imports, and 3 <5. Yes.</p><p>2 > 1.</p>")
    assert words(document, "lead")[0].startswith("Exports < imports, and 3 <5")


def test_nuls_and_unclosed_markup_are_borne() -> None:
    document = read("<html><body><p>Exports\0 rose by <b>5%.<p>Imports <i>fell.</p><div></span></p>by 3%.<a href='x")
    assert words(document, "lead", "body") == ["Exports rose by 5%.", "Imports fell.", "by 3%."]


def test_an_unclosed_menu_does_not_swallow_the_article() -> None:
    document = read("<html><body><nav><a href=/>Home</a><p>Exports rose by 5% last year, the ministry said.</p></body>")
    assert any("5%" in line for line in words(document, "lead", "body"))


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "Exports rose by 5%." + "</div>" * 100_000,
        "<html><body>" + "<b><i><a href=x>" * 30_000 + "Exports rose by 5%.",
        '<html><body><p class="' + "x " * 500_000 + '">Exports rose by 5%.</p>',
        "<html><body><p>Exports rose by 5%.</p>" + '<a b=">"' * 40_000,
        "<html><body><p>Exports rose by 5%.</p>" + "<a " * 200_000,
        "<html><body><p>Exports rose by 5%.</p>" + "<!--" * 200_000,
        "<html><body><p>Exports rose by 5%.</p>" + "<textarea>" * 50_000,
        "<html><body><p>Exports rose by 5%.</p>&#" + "9" * 100_000 + ";",
        '<html><script type="application/ld+json">' + "[" * 200_000 + "</script><p>Exports rose by 5%.",
        "<html><body><p>Exports rose by 5%.</p>" + "<table><tr><td>" * 5_000,
    ],
    ids=["divs", "inline", "attribute", "quotes", "tags", "comments", "textareas", "reference", "json", "tables"],
)
def test_hostile_markup_takes_linear_time_and_no_recursion(page: str) -> None:
    began = time.process_time()
    document = read(page)
    assert any("5%" in document.block_text(block) for block in document.blocks)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_texts_within_a_page_lose_no_figure_and_gain_none(lang: str, gold_documents: GoldDocuments) -> None:
    frame = (
        "<html><head><title>{title}</title></head><body><ul class=menu><li><a href=/1>Спорт 2:1</a></li></ul>"
        "<h1>{title}</h1><div class=meta>14 июня 2024, 10:00 Просмотров: 34567</div>{body}"
        "<div class=related><a href=/2>Цены: 98,7%</a></div>"
        "<footer>© 2001-2024 Портал. Тел. (3822) 51-00-00</footer></body></html>"
    )
    for gold in gold_documents(lang)[::5]:
        title, *rest = (html.escape(line) for line in gold["text"].splitlines() if line.strip())
        document = read(frame.format(title=title, body="".join(f"<p>{line}</p>" for line in rest)))
        article = " ".join(words(document, "headline", "lead", "body", "item"))
        assert all(" ".join(claim["quote"].split()) in article for claim in gold["claims"]), gold["id"]
        assert not any(foreign in article for foreign in ("2:1", "34567", "98,7", "51-00")), gold["id"]


def test_plain_text_needs_none_of_the_heavy_packages() -> None:
    code = (
        "import sys; from sverka.reading.document import load_document; load_document(b'Exports rose', 'x');"
        "heavy = ('trafilatura', 'lxml', 'http.client', 'urllib.request', 'ssl', 'socket');"
        "print([name for name in heavy if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
