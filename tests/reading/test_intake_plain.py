"""Plain text to blocks: roles, repeats, furniture. The texts are of our own wording."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sverka.reading.document import Document, load_document

GoldDocuments = Callable[[str], list[dict[str, Any]]]

DUMP_RU = """Почти половина экспорта области идёт на восток
Министр экономики Заречной области Олег Ветров, выступая на форуме приграничных регионов в Доме учёных, сообщил,
Министр экономики Заречной области Олег Ветров, выступая на форуме приграничных регионов в Доме учёных, сообщил, что \
на Китай приходится почти 48% вывоза.
«Ещё четверть – это Монголия и Казахстан», – добавил он.
Последние новости
В парке открыли 12 беседок
Строительство обошлось в 3 млн рублей, сообщили в мэрии города во вторник.
14.06.2024 в 15:00 в библиотеке пройдёт лекция.
"""


def kinds(document: Document) -> list[str]:
    return [block.kind for block in document.blocks]


def read(text: str) -> Document:
    return load_document(text.encode(), "test")


def words(document: Document, kind: str) -> list[str]:
    return [document.block_text(block) for block in document.blocks if block.kind == kind]


def test_a_dump_has_headline_cut_off_lead_body_and_a_tail_of_other_news() -> None:
    document = read(DUMP_RU)
    assert kinds(document) == ["headline", "lead", "body", "body", *["furniture"] * 4]
    assert [block.repeat_of for block in document.blocks][:4] == [None, 2, None, None]
    assert (document.lang, document.published) == ("ru", None)
    assert document.title == "Почти половина экспорта области идёт на восток"
    assert document.text is document.given
    assert document.span(3, 9) == (3, 9)


def test_the_seed_article_is_cut_where_its_publisher_cut_it(shared: Path) -> None:
    text = (shared / "gold" / "seed_article.txt").read_text(encoding="utf-8")
    document = read(text)
    assert kinds(document)[:7] == ["headline", "lead", "body", "body", "body", "body", "body"]
    assert set(kinds(document)[7:]) == {"furniture"}
    assert [block.repeat_of for block in document.blocks][1] == 2


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_no_annotated_figure_stands_in_furniture(lang: str, gold_documents: GoldDocuments) -> None:
    for gold in gold_documents(lang):
        document = read(gold["text"])
        assert document.lang == lang, gold["id"]
        furniture = [block for block in document.blocks if block.kind == "furniture"]
        for claim in gold["claims"]:
            hit = [block for block in furniture if block.start < claim["end"] and claim["start"] < block.end]
            assert not hit, (gold["id"], claim["quote"])


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Rents up 10 per cent | Parliament votes on $63 billion fund",
        "Читайте также: Бюджет вырос на 15%",
        "Next release: 14 March 2013. Enquiries: 01633 455000.",
        "Share this article: Facebook 14 Twitter 5",
        "Поделиться: ВКонтакте 12 Телеграм 7",
        "Home > Markets > Oil | Live 24/7 | Sign in",
        "© 2024 Вестник области",
        "14 июня 2024, 15:20",
        "14.06.2024 15:20 Просмотров: 345",
        "14:20 Курс доллара вырос на 5 рублей",
        "Справки по телефону: 8 (3822) 55-55-55",
        "Когда: 14 июня, 15:00. Где: Дом учёных",
        "ADVERTISEMENT",
        "[Photo caption: The harbour, 10 May.] Comments (17)",
        "(Reporting by the Oslo newsroom. Sign up for our daily briefing: only €1 a week)",
        "press@example.org, +7 (3822) 55-55-55",
    ],
)
def test_a_line_of_furniture_is_set_aside_alone(line: str) -> None:
    document = read(f"Exports rise\nExports rose by 5% to $7 bn.\n{line}\nImports fell by 3% to $2 bn.\n")
    assert kinds(document) == ["headline", "lead", "furniture", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Share of oil: 45%",
        "Справки о происхождении получили 200 компаний, экспорт вырос на 5%.",
        "Latest figures show exports at $5 bn, up 4%.",
        "Где выросли поставки: в Китай – на 5%, в Индию – на 7%, сообщили в таможне региона на прошлой неделе "
        "журналистам областных изданий, подводя итоги года.",
        "Главное: экспорт вырос на 5%.",
        "Related industries exported $5 bn.",
        "Реклама услуг за рубежом принесла 5 млн долларов.",
        "25 мая 2023 года экспорт достиг 5 млрд долларов.",
        "Подробнее о странах: Китай – 45%, Индия – 5%.",
        "Китай | 45% | 5 млн",
    ],
)
def test_a_line_that_only_resembles_furniture_is_kept(line: str) -> None:
    document = read(f"Trade\nExports rose by 5% to $7 bn.\n{line}\nImports fell by 3% to $2 bn.\n")
    assert "furniture" not in kinds(document)


def test_links_in_mid_article_end_where_the_article_goes_on() -> None:
    document = read("Headline here\nExports rose by 5%.\nRead also\nRents up 10%\nCup final\nImports fell by 3%.\nEnd.")
    assert kinds(document) == ["headline", "lead", "furniture", "furniture", "furniture", "body", "body"]


def test_a_list_of_news_above_the_article_does_not_swallow_it() -> None:
    document = read("Последние новости\nЭкспорт вырос на треть\nОн достиг 5 млрд.\nИмпорт упал на 3%.")
    assert kinds(document) == ["furniture", "headline", "lead", "body"]


def test_a_heading_of_main_points_is_no_tail() -> None:
    document = read("Итоги года\nГлавное\n- экспорт: 5 млрд\n- импорт: 3 млрд\nОборот вырос на 5%.")
    assert words(document, "item") == ["экспорт: 5 млрд", "импорт: 3 млрд"]
    assert "furniture" not in kinds(document)


@pytest.mark.parametrize("bullet", ["- ", "* ", "• ", "– ", "1. ", "2) ", "\t- "])
def test_bullets_are_left_out_of_items(bullet: str) -> None:
    document = read(f"Numbers\n{bullet}18.5% went to Mexico\n{bullet}10.4% to Canada")
    assert words(document, "item") == ["18.5% went to Mexico", "10.4% to Canada"]


def test_a_negative_number_at_the_start_is_no_bullet() -> None:
    assert words(read("Change\n-18.5% in May.\n-3% in June."), "lead") == ["-18.5% in May."]


def test_speech_after_a_dash_is_no_item() -> None:
    document = read("Ответы\n- Мы вывезли 5 млн тонн. Год назад было меньше.\n- Спасибо, понятно. Идём дальше.")
    assert words(document, "item") == []


def test_one_paragraph_has_no_headline() -> None:
    assert kinds(read("Exports fell to $1.6bn last year, a fifth of them chicken.")) == ["body"]
    assert kinds(read("Exports at $1.6bn")) == ["body"]


def test_a_headline_may_end_in_an_abbreviation_but_not_in_mid_sentence() -> None:
    assert kinds(read("Экспорт достиг 5 млн руб.\nОб этом сообщили."))[0] == "headline"
    assert kinds(read("Министр сообщил,\nчто экспорт вырос."))[0] != "headline"


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Exports rise\n\nExports of the region rose by 5.4 per cent last year and\nreached 7 billion dollars, the "
        "ministry said on Monday in\nits yearly review of trade with the countries of Asia.\n\nImports fell."
    )
    document = read(text)
    assert kinds(document) == ["headline", "lead", "body"]
    assert words(document, "lead")[0].endswith("Asia.")


def test_newlines_of_every_kind_keep_their_offsets() -> None:
    text = "Trade\r\nExports rose.\r\rImports fell.\u2028End."
    document = load_document(text.encode(), "test")
    assert document.given == text
    assert [document.block_text(block) for block in document.blocks] == [
        "Trade",
        "Exports rose.",
        "Imports fell.",
        "End.",
    ]


def test_equal_paragraphs_point_to_the_first_and_cut_ones_to_the_whole() -> None:
    start = "The governor of the far region told the yearly forum that"
    document = read(f"News\n{start}…\n{start} exports rose by 5%.\nSome other words here.\n{start} exports rose by 5%.")
    assert [block.repeat_of for block in document.blocks] == [None, 2, None, None, 2]


def test_short_lines_alike_are_no_repeats() -> None:
    document = read("Trade\nExports rose.\nChina: 5%\nExports rose.\nIndia: 5%\nIt is over.")
    assert all(block.repeat_of is None for block in document.blocks)
