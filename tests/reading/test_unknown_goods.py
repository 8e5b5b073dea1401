"""Goods that no table names: a figure of them is none of all goods, nor of known goods that stand beside them."""

from __future__ import annotations

import pytest

from sverka.model.slices import ALL
from sverka.reading import read_text
from sverka.reference.goods import find_goods

PUBLISHED = "2024-05-15"
ENGLISH = (
    "quillaja bark|psyllium husk|zirconia beads|parasol poles|didgeridoos|alpaca dolls|false teeth|horsehair|"
    "shellac|vermiculite|gramophones|ostrich plumes|snail slime|bamboo poles|kazoos|lacquer bowls|sponges|tarot cards|"
    "stilts|walking sticks|bagpipes|moss|lichen|pumice|deer antlers|oak galls|birch tar|wax seals|hourglasses|"
    "astrolabes|floofs|grommets|brindle wax|zarfs|snorkels|puppets|rattan mats|sledges|yurts|saddles"
).split("|")
# In the genitive, as behind «экспорт».
RUSSIAN = (
    "коры квиллайи|оленьих пантов|чаги|балалаек|самоваров|страусовых перьев|шеллака|конского волоса|вермикулита|"
    "волынок|лаковых шкатулок|ракушек|бамбуковых палок|граммофонов|мха|лишайника|пемзы|берёзового дёгтя|"
    "песочных часиков|астролябий|шмурдиков|глокой куздры|кукол-марионеток|циновок|санок|юрт|сёдел|подков|колокольчиков|"
    "гуслей|жалейки|трещоток|матрёшек|лаптей|валенок|коромысел|прялок|бусин|янтарных бус|губок"
).split("|")
TEXTS = {
    "en": (
        "Exports of {} to China were $3 million in 2023.",
        "In 2023 Paraná exported {} worth $3 million to China.",
        "China bought $3 million of {} from Paraná in 2023.",
        "In 2023 Paraná shipped $3 million worth of {} to China.",
        "Paraná's exports of {} rose 12% in 2023.",
        "Imports of {} from China fell to $3 million in 2023.",
    ),
    "ru": (
        "Экспорт {} в Китай в 2023 году составил 3 млн долларов.",
        "Экспорт {} в Китай в 2023 году вырос на 12 %.",
        "Поставки {} из Параны в Китай достигли в 2023 году 3 млн долларов.",
        "Доля {} в экспорте Параны в Китай в 2023 году составила 12 %.",
        "В 2023 году Парана поставила в Китай {} на 3 млн долларов.",
        "В 2023 году Парана экспортировала 3 тыс. тонн {}.",
    ),
}
CASES = [
    pytest.param(lang, template, goods, id=f"{lang}-{number}-{goods}")
    for lang, nouns in (("en", ENGLISH), ("ru", RUSSIAN))
    for number, template in enumerate(TEXTS[lang])
    for goods in nouns
]


def goods_of(text: str, lang: str) -> list[object]:
    """The goods of each claim's measure: `None` for a claim without one."""
    claims = read_text(text, date=PUBLISHED, lang=lang, reporter="BR-PR").claims
    measures = [claim.measure for claim in claims]
    slices = [getattr(m, "cut", None) or getattr(m, "part", None) for m in measures]
    return [found.goods if found is not None else None for found in slices]


def test_the_nouns_are_many_and_named_in_no_table() -> None:
    assert len(set(ENGLISH)) >= 40
    assert len(set(RUSSIAN)) >= 40
    assert [noun for noun in (*ENGLISH, *RUSSIAN) if find_goods(noun)] == []


@pytest.mark.parametrize(("lang", "template", "goods"), CASES)
def test_unknown_goods_are_never_taken_for_all_goods(lang: str, template: str, goods: str) -> None:
    assert ALL not in goods_of(template.format(goods), lang)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Exports of wheat straw to China were $3 million in 2023."),
        ("en", "In 2023 Paraná exported rice cookers worth $3 million to China."),
        ("ru", "Экспорт семян моркови в Китай в 2023 году составил 3 млн долларов."),
        ("ru", "Экспорт муки люпина в Китай в 2023 году составил 3 млн долларов."),
    ],
)
def test_known_goods_with_an_unknown_noun_are_other_goods(lang: str, text: str) -> None:
    for goods in goods_of(text, lang):
        assert goods is None or (goods != ALL and find_goods(str(goods)) is None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Exports of the state to China were $3 million in 2023."),
        ("en", "Paraná's robust exports to China reached $3 million in 2023."),
        ("en", "Exports of all kinds of goods rose 12% in 2023."),
        ("en", "Paraná exported goods worth $3 million to China in 2023."),
        ("en", "The economy ministry puts exports at $3 million in 2023."),
        ("en", "In 2023 growing demand lifted Paraná's exports to $3 million."),
        ("ru", "Экспорт региона в Китай в 2023 году составил 3 млн долларов."),
        ("ru", "Экспорт товаров и продукции края в 2023 году вырос на 12 %."),
        ("ru", "Экспорт предприятий Параны в Китай достиг в 2023 году 3 млн долларов."),
        ("ru", "В 2023 году Парана поставила в Китай товаров на 3 млн долларов."),
        ("ru", "Экспорт прошлого года составил 3 млн долларов."),
        ("ru", "Объём экспорта в 2023 году достиг 3 млн долларов."),
    ],
)
def test_words_that_name_no_goods_leave_a_figure_of_all(lang: str, text: str) -> None:
    assert goods_of(text, lang) == [ALL]


@pytest.mark.parametrize(
    ("lang", "text", "goods"),
    [
        ("en", "Exports of Brazilian yerba mate to China were $3 million in 2023.", "mate"),
        ("en", "Exports of organic wheat to China were $3 million in 2023.", "wheat"),
        ("en", "Exports of wheat rose 12% in 2023.", "wheat"),
        ("ru", "Экспорт отечественной пшеницы в Китай в 2023 году составил 3 млн долларов.", "wheat"),
        ("ru", "Экспорт мороженой рыбы в Китай в 2023 году вырос на 12 %.", "frozen-fish"),
    ],
)
def test_known_goods_are_still_themselves(lang: str, text: str, goods: str) -> None:
    assert [str(found) for found in goods_of(text, lang)] == [goods]


TIME_OR_GOODS = (
    ("Эфир в 7 часов утра. В 2023 году экспорт Параны составил 5 млрд долларов. За ним импорт: 2 млрд долларов.", None),
    ("Через три часа начнём. В 2023 году экспорт Параны составил 5 млрд долларов.", None),
    (
        "В 2023 году Парана продала растворимого кофе и других кофейных и чайных экстрактов на 5 млн долларов.",
        "coffee-tea-extracts",
    ),
    ("В 2023 году Парана продала растворимого кофе на 5 млн долларов.", "soluble-coffee"),
    (
        "In 2023 Paraná's exports of instant coffee and other coffee and tea extracts came to $5 million.",
        "coffee-tea-extracts",
    ),
    ("В 2023 году экспорт часов из Параны составил 5 млн долларов.", "watches"),
    ("В 2023 году Парана продала за рубеж 12 тысяч часов на 5 млн долларов.", "watches"),
)


@pytest.mark.parametrize(("text", "goods"), TIME_OR_GOODS)
def test_goods_are_those_that_the_words_name_where_they_stand(text: str, goods: str | None) -> None:
    claim = read_text(text, date="2024-03-01").claims[-1]
    assert (claim.products.group if claim.products else None) == goods
