"""What heads a paragraph or an item is what its figures are of, in that block alone."""

from __future__ import annotations

import pytest

from sverka.reading import read_text

OPENING = {
    "ru": "Экспорт Параны за 2023 год: 5 млрд долларов.\n\n",
    "en": "Paraná's exports came to $5 billion in 2023.\n\n",
}
HEADED = (
    ("ru", "• Япония. Всего продано на 40 млн долларов.", ("JP",), None),
    ("ru", "• Египет. Поставки туда выросли на 12 %.", ("EG",), None),
    ("ru", "• Сахар. Тут всё грустно, выручка упала на 12 %.", (), "sugar"),
    ("ru", "• Кофе — находка года. Его вывезли на 40 млн долларов.", (), "coffee"),
    ("ru", "• Мёд удивил всех: выручка выросла в 2,8 раза.", (), "honey"),
    ("ru", "☕ Кофе — звезда месяца: +50% к 2022 году.", (), "coffee"),
    ("ru", "С мёдом картина обратная. Вывоз его упал на 12 %.", (), "honey"),
    ("en", "- **Japan.** Sales rose 12% on 2022.", ("JP",), None),
    ("en", "- **Sugar.** Sales rose 12% on 2022.", (), "sugar"),
    ("ru", "• Чей сахар? В первую очередь наш: выручка выросла на 12 %.", (), "sugar"),
    ("en", "- And the sugar? Sales rose 12% on 2022.", (), "sugar"),
    ("en", "- Fish fillets: export receipts rose 12% on 2022.", (), "fish-fillets"),
)
NEXT_BLOCK = (
    ("ru", "• Сахар. Продано на 40 млн долларов.\n• В июне продано на 3 млн долларов.", None),
    ("ru", "• Япония. Сравнялась с Чили. Продано на 40 млн долларов.", None),
    ("en", "- Sugar. Exports rose 12% on 2022.\n- In June exports came to $3 million.", None),
)


@pytest.mark.parametrize(("lang", "text", "partners", "goods"), HEADED)
def test_figures_are_of_what_heads_their_block(
    lang: str, text: str, partners: tuple[str, ...], goods: str | None
) -> None:
    claim = read_text(OPENING[lang] + text, date="2024-03-01", lang=lang).claims[1]
    assert claim.partners == partners
    assert (claim.products.group if claim.products else None) == goods


SECTIONS = (
    ("ru", "1. Вьетнам\n• Экспорт штата — 40 млн долларов.\n• Соевого шрота продано на 9 млн долларов.", ("VN",)),
    ("ru", "1. Вьетнам\n• Соевый шрот: экспорт — 9 млн долларов.", ("VN",)),
    ("ru", "1. Вьетнам\n• Экспорт — 40 млн долларов.\n2. Итоги\n• Экспорт вырос на 12 %.", ()),
    ("ru", "1. Вьетнам\n• Экспорт — 40 млн долларов.\n\nОбщий экспорт штата вырос на 12 %.", ()),
    ("en", "1. Vietnam\n- Exports came to $40 million.\n- Soymeal exports came to $9 million.", ("VN",)),
    ("en", "1. Vietnam\n- Exports came to $40 million.\n2. Results\n- Exports rose 12%.", ()),
)
NEWS = (
    ("ru", "А главная новость — Вьетнам. За год закупки выросли на 12 %.", ("VN",)),
    ("ru", "А главная новость — дороги. За год экспорт вырос на 12 %.", ()),
    ("en", "The surprise was Vietnam. Shipments rose 12% on 2022.", ("VN",)),
    ("en", "The surprise came in Vietnam last. Exports rose 12% on 2022.", ()),
)


@pytest.mark.parametrize(("lang", "text", "partners"), SECTIONS)
def test_a_line_that_is_a_country_heads_the_items_below_it(lang: str, text: str, partners: tuple[str, ...]) -> None:
    claim = read_text(OPENING[lang] + text, date="2024-03-01", lang=lang).claims[-1]
    assert (claim.partners, claim.flow) == (partners, "export")


@pytest.mark.parametrize(("lang", "text", "partners"), NEWS)
def test_a_country_told_as_news_is_meant_next(lang: str, text: str, partners: tuple[str, ...]) -> None:
    claim = read_text(OPENING[lang] + text, date="2024-03-01", lang=lang).claims[-1]
    assert (claim.partners, claim.flow) == (partners, "export")


@pytest.mark.parametrize(("lang", "text", "goods"), NEXT_BLOCK)
def test_a_heading_ends_with_its_block_and_where_another_is_named(lang: str, text: str, goods: str | None) -> None:
    claim = read_text(OPENING[lang] + text, date="2024-03-01", lang=lang).claims[-1]
    assert claim.partners == ()
    assert (claim.products.group if claim.products else None) == goods


def test_purchases_of_whoever_heads_a_block_are_exports_to_it() -> None:
    text = OPENING["ru"] + "• Индия. Соевое масло составило 97 % её закупок."
    claim = read_text(text, date="2024-03-01").claims[1]
    assert str(claim.measure) == "share(export[IN; soya-oil; 2023], export[IN;; 2023])"


BOUGHT_AT_HOME = (
    ("Paraná's exports came to $5 billion in 2023. The mills were hungry. So they imported 75,000 tonnes.", "import"),
    ("Paraná's exports to Chile came to $5 billion in 2023. It imported 75,000 tonnes.", "export"),
    ("Экспорт Параны за 2023 год: 5 млрд долларов. Китайские закупки упали на 15 %.", "export"),
)


@pytest.mark.parametrize(("text", "flow"), BOUGHT_AT_HOME)
def test_buying_is_a_sale_only_where_a_buyer_is_spoken_of(text: str, flow: str) -> None:
    claim = read_text(text, date="2024-03-01").claims[1]
    assert (claim.reporter, claim.flow) == ("BR-PR", flow)
