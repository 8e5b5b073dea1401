"""Figures that compare, deny or go on from others: headlines of many goods, bases, limits, ranks within a group."""

from __future__ import annotations

import pytest

from sverka.model.claims import Reading
from sverka.reading import read_text
from sverka.reading.apart import REASON
from sverka.reading.comparing import TWO_THINGS
from sverka.reading.negating import DENIED
from sverka.reading.pronouns import UNKNOWN_GOODS


def read(text: str) -> Reading:
    """A text of Chile, told in the middle of 2025."""
    return read_text(text, date="2025-06-01", reporter="CL")


def measures(text: str) -> list[str]:
    """What the figures of a text measure, in order."""
    return [str(claim.measure) for claim in read(text).claims]


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("# Wine and salmon lift Chile's exports\n\nThe country exported goods worth $20.0 bn in 2023.", ""),
        ("# Wine lifts Chile's exports to a record\n\nExports came to $20.0 bn in 2023.", ""),
        ("# Wine, salmon and copper lead Chile's exports\n\nExports came to $20.0 bn in 2023.", ""),
        ("# Вино и лосось подняли экспорт Чили\n\nСтрана вывезла в 2023 году товаров на 20,0 млрд долларов.", ""),
        ("# Вино подняло экспорт Чили\n\nВ 2023 году экспорт составил 20,0 млрд долларов.", ""),
        ("# Wine exports of Chile hit a record\n\nExports reached $2.0 bn in 2023.", "wine"),
        ("# Wine and salmon exports of Chile rise\n\nExports reached $2.0 bn in 2023.", "salmon+wine"),
        ("# Экспорт вина из Чили вырос\n\nВ 2023 году вывезено на 2,0 млрд долларов.", "wine"),
        ("# Экспорт вина и лосося из Чили вырос\n\nВ 2023 году вывезено на 2,0 млрд долларов.", "salmon+wine"),
    ],
)
def test_a_headline_of_many_goods_is_about_none_of_them(text: str, goods: str) -> None:
    """What moves all exports is not their topic; a headline about the exports of its goods gives them."""
    assert measures(text) == [f"level(export[; {goods}; 2023], USD)" if goods else "level(export[;; 2023], USD)"]


def test_wider_goods_of_the_first_sentence_are_the_topic() -> None:
    """ "The country exported farm products" says that what follows is not of the wine in the headline."""
    text = "# Wine hits a record\n\nChile exported farm products worth $20.0 bn in 2023.\n\nJapan bought $847 mln."
    assert measures(text)[1] == "level(export[JP; agricultural-goods; 2023], USD)"


@pytest.mark.parametrize(
    "text",
    [
        "Exports of Chile in June 2023 came to $9 bn.\n\nMain destinations, January-June 2023:\n\n- Japan – $46 mln\n",
        "Экспорт Чили в июне 2023 года составил 9,1 млрд долларов.\n\nОсновные направления в январе–июне 2023 года:"
        "\n\n- Япония – 462 млн долларов\n",
        "Exports of Chile in January-June 2023 came to $50 bn, in June to $9.1 bn. Japan bought $462 mln.",
        "Exports of Chile in January-June 2023 came to $50 bn. In the second quarter they stood at $28 bn, in June at"
        " $9.1 bn. Japan bought $462 mln.",
        "Экспорт Чили в январе–июне 2023 года составил 50 млрд долларов. Во втором квартале он составил 28 млрд"
        " долларов, в июне – 9,1 млрд долларов. Япония купила на 462 млн долларов.",
    ],
)
def test_a_list_and_a_breakdown_are_of_the_whole_period(text: str) -> None:
    """A list is of the period of its heading; the talk returns from parts of a period told in turn."""
    assert measures(text)[-1] == "level(export[JP;; 2023-01/2023-06], USD)"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Exports of Chile came to $90 bn in 2023. In June they reached $9 bn. Japan bought $800 mln.", "2023-06"),
        ("Exports of Chile came to $90 bn in 2023. In 2022 harvests were poor. Japan bought $800 mln.", "2023"),
        ("Exports of Chile came to $90 bn in 2023. We expect growth of 5 % in 2024. Japan bought $800 mln.", "2023"),
        ("Экспорт Чили в 2023 году составил 90 млрд долларов. В 2024 году ждут роста на 5 %. Япония купила на"
         " 800 млн долларов.", "2023"),
        ("Exports to Peru were $4.9 bn in 2022. A year later they were $8.2 bn. Japan bought $800 mln.", "2023"),
    ],
)  # fmt: skip
def test_the_talk_goes_on_in_the_period_spoken_of(text: str, period: str) -> None:
    """One part alone is gone on with; a year of other talk, or of a forecast, opens nothing."""
    assert measures(text)[-1] == f"level(export[JP;; {period}], USD)"


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Экспорт Чили в 2022 году вырос на 22,5 % по сравнению с предыдущим годом.", "2021"),
        ("Экспорт Чили в 2022 году составил 122,5 % к уровню предыдущего года.", "2021"),
        ("Экспорт Чили в 2022 году вырос на 22,5 % к прошлому году.", "2021"),
        ("В третьем квартале 2022 года экспорт Чили вырос на 2,5 % к предыдущему кварталу.", "2022-Q2"),
        ("Экспорт Чили в октябре 2022 года был на 11,6 % меньше, чем в сентябре.", "2022-09"),
        ("Экспорт Чили в мае вырос на 5 % к апрелю.", "2025-04"),
        ("Exports of Chile in October 2022 were 11.6 % less than in September.", "2022-09"),
        ("Exports of Chile in October 2022 were 11.6 % less than last month.", "2022-09"),
        ("Exports of Chile in 2022 rose 22.5 % compared with last year.", "2021"),
        ("Exports of Chile in the third quarter of 2022 rose 2.5 % from the second quarter.", "2022-Q2"),
        ("Exports of Chile in January 2023 fell 2.5 % compared with December.", "2022-12"),
        ("Exports of Chile in January-May 2022 rose 2.5 % compared with January-May.", "2021-01/2021-05"),
        ("Exports of Chile in the first quarter of 2025 rose 2.5 % compared with last year.", "2024-Q1"),
        ("Exports of Chile in 2022 were 2.5 % below those of 2019.", "2019"),
        ("Exports of Chile in 2023 exceeded those of 2022 by 19.4 %.", "2022"),
    ],
)
def test_bases_count_from_the_period_of_the_claim(text: str, base: str) -> None:
    """Whenever the text came out, last year is the one before the year spoken of."""
    assert [claim.base for claim in read(text).claims] == [base]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("В 2022 году экспорт Чили составил 16,8 млрд долларов против 13,7 млрд в прошлом году.", ["2022", "2021"]),
        ("В 2022 году экспорт Чили составил 16,8 млрд долларов, а годом ранее – 13,7 млрд.", ["2022", "2021"]),
        ("В 2022 году экспорт Чили составил 16,8 млрд долларов, а годом позже – 20,1 млрд.", ["2022", "2023"]),
        ("In 2022 Chile's exports were $16.8 bn against $13.7 bn last year.", ["2022", "2021"]),
        ("Chile's exports were $16.8 bn in 2022 and $20.1 bn a year later.", ["2022", "2023"]),
        ("With $2.1 bn, wine was the second item in Chile's 2022 exports.", ["2022"]),
    ],
)
def test_levels_beside_each_other_are_each_of_its_year(text: str, periods: list[str]) -> None:
    """A level quoted is of the year that its words count to from the other."""
    assert [claim.period for claim in read(text).claims] == periods


@pytest.mark.parametrize(
    "text",
    [
        "Chile exported 9.7 times as much to China as to Japan in 2023.",
        "In 2023 Chile's exports were 15.4 times its imports.",
        "Chile exported more than twice as much wine in 2023 as sugar.",
        "Exports to Japan exceeded those to South Korea by 8.5 % in 2023.",
        "Chile sold $67 mln more to Japan than to South Korea in 2023.",
        "Wine exports of Chile in 2023 were 38 % higher than sugar exports.",
        "В 2023 году Чили экспортировала в Китай в 9,7 раза больше, чем в Японию.",
        "В 2023 году экспорт вина из Чили был в 2,2 раза больше экспорта сахара.",
        "Экспорт в Японию почти на 9 % превысил экспорт в Южную Корею в 2023 году.",
        "Экспорт Чили в 2023 году превысил импорт в 1,4 раза.",
        "В 2023 году Чили вывезла в Японию на 67 млн долларов больше, чем в Южную Корею.",
    ],
)
def test_one_thing_compared_with_another_is_no_growth(text: str) -> None:
    """Such a figure has two cuts: it is kept, and has no measure."""
    (claim,) = read(text).claims
    assert (claim.measure, claim.aspect) == (None, TWO_THINGS)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Exports of Chile in 2023 were 2.5 times higher than in 2022.", "growth(export[;; 2023])"),
        ("Exports of Chile to China in 2023 were 1.65 times those of 2022.", "growth(export[CN;; 2023])"),
        ("In 2023 Chile exported 65 % more to China than in 2022.", "growth(export[CN;; 2023])"),
        ("Exports of Chile in 2023 were twice as high as a year earlier.", "growth(export[;; 2023])"),
        ("Chile sold China $3.2 bn more in 2023 than in 2022.", "change(export[CN;; 2023], USD)"),
        ("Chile's exports rose by 19.4 % in 2023, more than its imports.", "growth(export[;; 2023])"),
        ("Chile's exports exceeded its imports by $18.7 bn in 2023.", "balance([;; 2023], USD)"),
        ("Экспорт Чили в Китай в 2023 году был в 1,65 раза больше, чем в 2022 году.", "growth(export[CN;; 2023])"),
        ("Экспорт Чили в Китай в 2023 году превысил показатель 2022 года на 65 %.", "growth(export[CN;; 2023])"),
        ("Экспорт Чили вырос в 2023 году на 19,4 %, больше, чем импорт.", "growth(export[;; 2023])"),
        ("Экспорт Чили в 2023 году превысил импорт на 18,7 млрд долларов.", "balance([;; 2023], USD)"),
    ],
)
def test_comparisons_in_time_and_balances_stay_what_they_are(text: str, measure: str) -> None:
    """Words of time behind "than", and amounts between two flows, are no two things compared."""
    assert measures(text) == [measure]


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("never exceeded $5 bn", "at_most"),
        ("did not top $5 bn", "at_most"),
        ("didn't quite reach the $5 bn mark", "less_than"),
        ("failed to reach $5 bn", "less_than"),
        ("fell short of $5 bn", "less_than"),
        ("stopped short of $5 bn", "less_than"),
        ("fell below $5 bn", "less_than"),
        ("rose above $5 bn", "more_than"),
        ("did not fall below $5 bn", "at_least"),
        ("exceeded $5 bn", "more_than"),
        ("reached $5 bn", "exact"),
        ("fell to $5 bn", "exact"),
        ("не достиг 5 млрд долларов", "less_than"),
        ("так и не достиг отметки в 5 млрд долларов", "less_than"),
        ("не дошёл до 5 млрд долларов", "less_than"),
        ("едва не достиг 5 млрд долларов", "almost"),
        ("не опускался ниже 5 млрд долларов", "at_least"),
        ("не был ниже 5 млрд долларов", "at_least"),
        ("не превысил 5 млрд долларов", "at_most"),
        ("опустился ниже 5 млрд долларов", "less_than"),
        ("достиг 5 млрд долларов", "exact"),
        ("превысил 5 млрд долларов", "more_than"),
    ],
)
def test_limits_denied_and_passed_are_hedges_of_a_level(words: str, hedge: str) -> None:
    """Not above is at most, not reached is less than, not below is at least."""
    russian = any("а" <= letter <= "я" for letter in words)
    (claim,) = read(f"Экспорт Чили в 2023 году {words}." if russian else f"In 2023 Chile's exports {words}.").claims
    assert (claim.kind, claim.value, claim.hedge) == ("level", 5e9, hedge)


@pytest.mark.parametrize(
    "text",
    [
        "Chile's exports did not grow by 19.4 % in 2023.",
        "It is not true that Chile exported $20 bn in 2023.",
        "Экспорт Чили в 2023 году не вырос на 19,4 %.",
        "Неправда, что экспорт Чили в 2023 году составил 20 млрд долларов.",
    ],
)
def test_what_is_denied_is_not_read(text: str) -> None:
    """The text does not state the figure."""
    found = read(text)
    assert not found.claims
    assert [one.reason for one in found.unread] == [DENIED]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In 2023 Chile's exports were not $25 bn but $20 bn.", 20e9),
        ("Экспорт Чили в 2023 году составил не 25, а 20 млрд долларов.", 20e9),
        ("Chile's exports not only grew by 19.4 % in 2023 but hit a record.", 19.4),
        ("Экспорт Чили в 2023 году не только вырос на 19,4 %, но и стал рекордным.", 19.4),
        ("Exports that did not go to China grew by 19.4 % in 2023.", 19.4),
        ("Экспорт Чили в 2023 году составил не менее 20 млрд долларов.", 20e9),
    ],
)
def test_what_is_stated_beside_a_denial_is_read(text: str, value: float) -> None:
    """A denial of another figure, or of another verb, denies nothing here."""
    assert [claim.value for claim in read(text).claims] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Peru's share of Chile's exports rose from 29.5 to 40.8 % in 2023.",
        "Peru's share of Chile's exports rose from 29.5 % to 40.8 % in 2023.",
        "Доля Перу в экспорте Чили выросла с 29,5 до 40,8 % в 2023 году.",
        "Доля Перу в экспорте Чили выросла с 29,5 % до 40,8 % в 2023 году.",
    ],
)
def test_a_share_that_changes_is_two_levels(text: str) -> None:
    """The first is of the year before, the second of the year spoken of."""
    assert [(claim.kind, claim.period, claim.value_hi) for claim in read(text).claims] == [
        ("share", "2022", None),
        ("share", "2023", None),
    ]


def test_a_range_is_still_one_figure() -> None:
    """ "From 30 to 40 %" without a change is between the two."""
    (claim,) = read("China took from 30 to 40 % of Chile's exports in 2023.").claims
    assert (claim.value, claim.value_hi) == (30, 40)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Spain was Chile's biggest customer in the European Union in 2023.", "rank(ES, export[eu;; 2023])"),
        ("In Asia, Japan was Chile's second-largest customer in 2023.", "rank(JP, export[asia;; 2023])"),
        ("Испания – крупнейший покупатель Чили среди стран ЕС в 2023 году.", "rank(ES, export[eu;; 2023])"),
        ("Испания была крупнейшим покупателем товаров Чили в Евросоюзе в 2023 году.", "rank(ES, export[eu;; 2023])"),
        ("China was Chile's biggest customer in 2023.", "rank(CN, export[;; 2023])"),
    ],
)
def test_a_rank_is_among_the_members_of_its_group(text: str, measure: str) -> None:
    """The biggest customer in the Union need not be the biggest of all."""
    assert measures(text) == [measure]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Главный товар Чили – вино. В 2024 году его вывезли на 2 млрд долларов.", "level(export[; wine; 2024], USD)"),
        ("Exports of Chile to Peru reached $8.2 bn in 2023. They rose by 65 %.", "growth(export[PE;; 2023])"),
        ("Экспорт Чили в Перу составил 8,2 млрд долларов в 2023 году. Он вырос на 65 %.", "growth(export[PE;; 2023])"),
        ("Chile's exports to the EU fell 31 % in 2024; in tonnes they fell 28 %.", "growth(export[eu;; 2024], kg)"),
        ("Чили – страна на юге. В 2024 году её экспорт составил 18 млрд долларов.", "level(export[;; 2024], USD)"),
        ("China bought $8 bn in 2023. Exports to Peru grew most: they rose by 4 %.", "growth(export[PE;; 2023])"),
        ("Chile imports little: $1.3 bn in 2023.", "level(import[;; 2023], USD)"),
    ],
)  # fmt: skip
def test_pronouns_stand_for_what_was_told_last(text: str, measure: str) -> None:
    """With its partners and its goods, unless what it stands for is beside it."""
    assert measures(text)[-1] == measure


def test_a_pronoun_for_goods_never_named_is_not_read() -> None:
    """All exports are not what "their" verb is of."""
    assert [one.reason for one in read("В 2024 году её вывезли на 2,1 млрд долларов.").unread] == [UNKNOWN_GOODS]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Exports of Chile were $20 bn in 2023. Exports of Chile were $25 bn in 2023.", [None, None]),
        (
            "Экспорт Чили в 2023 году составил $20 млрд. Экспорт Чили в 2023 году составил $25 млрд.",
            [None, None],
        ),
        ("Exports of Chile were $20 bn in 2023. Exports of Chile by the new line were $12 bn.", [None, REASON]),
    ],
)
def test_clauses_that_say_all_contradict_each_other(text: str, reasons: list[str | None]) -> None:
    """Only a figure that something was carried to may be of something else."""
    assert [claim.measure_reason for claim in read(text).claims] == reasons


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Exports came to $18.2 bn, a shade above the $18.0 bn of 2023. Imports were $2 bn.", ("2024", "2023", "2024")),
        ("Exports were $18.2 bn, just short of the $19 bn of the year before.", ("2024", "2023")),
        ("Exports were $18.2 bn, slightly below the $18.5 bn recorded in 2023.", ("2024", "2023")),
        ("Exports came to over $18.2 bn, and imports of 2023 to more than $2 bn.", ("2024", "2023")),
        (
            "Экспорт составил 18,2 млрд долларов, чуть выше 18,0 млрд 2023 года. Импорт — 2 млрд.",
            ("2024", "2023", "2024"),
        ),
        ("Экспорт составил 18,2 млрд долларов, немногим больше прошлогодних 18,0 млрд долларов.", ("2024", "2023")),
        ("Экспорт составил 18,2 млрд долларов, импорт — выше 2 млрд.", ("2024", "2024")),
    ],
)
def test_an_amount_that_another_is_measured_by_keeps_its_period_to_itself(text: str, periods: tuple[str, ...]) -> None:
    """ "Above the 18 bn of 2023" dates the 18 bn alone, which it does not hedge; the talk goes on in its own period."""
    russian = text.startswith("Э")
    told = "В 2024 году торговля росла. " if russian else "In 2024 trade went well. "
    assert tuple(str(claim.period) for claim in read(told + text).claims) == periods


def test_a_known_amount_is_not_hedged() -> None:
    """A percentage below it is a fall, and the amount itself is meant exactly."""
    claims = read("In 2024 exports of wine were $1.2 bn, 4% below the $1.25 bn of 2023.").claims
    assert [claim.hedge for claim in claims] == ["exact"] * 3
    assert claims[1].value == -4
