"""What a load changed, and what any two versions differ by."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from sverka.recording.beside import load_beside
from sverka.recording.book import BookStore
from sverka.recording.changed import Changes, Movers, PeriodChange
from sverka.recording.changes import changes_between
from sverka.recording.corrections import read_corrections
from sverka.recording.load import Loaded

from . import forms

Line = tuple[object, ...]
Towns = Callable[..., Loaded]
MAY: list[Line] = [
    (2023, 5, "1201", 160, "PR", 600),
    (2023, 5, "0207", 160, "PR", 300),
    (2023, 5, "0207", 23, "PR", 100),
]
JUNE: list[Line] = [(2023, 6, "1201", 160, "PR", 50), (2023, 6, "1201", 160, "SP", 70)]


@pytest.fixture
def towns(book: Path, tmp_path: Path) -> Towns:
    """`towns(rows)`: the rows of a municipal file, loaded."""
    counted = iter(range(100))

    def make(rows: list[Line], name: str = "EXP", **how: object) -> Loaded:
        return forms.load(book, forms.write(tmp_path / f"{name}_{next(counted)}.csv", forms.towns(*rows)), **how)

    return make


def between(book: Path, old: int, new: int, reporter: str | None = None) -> Changes:
    store = BookStore.open(book)
    return changes_between(store.snapshot(old), store.snapshot(new), reporter)


def moves(movers: Movers) -> dict[str, tuple[int, int]]:
    return {one.code: (int(one.old), int(one.new)) for one in movers.largest}


def sums(one: PeriodChange) -> tuple[str, int, int, int, int]:
    return (str(one.period), int(one.old.value), int(one.new.value), one.old.rows, one.new.rows)


RESTATED: dict[
    str, tuple[list[Line], tuple[int, int, int, int], dict[str, tuple[int, int]], dict[str, tuple[int, int]]]
] = {
    "a value": (
        [(*MAY[0][:5], 640), *MAY[1:]],
        (1000, 1040, 3, 3),
        {"CN": (900, 940)},
        {"12": (600, 640)},
    ),
    "a partner more": (
        [*MAY, (2023, 5, "0207", 63, "PR", 7)],
        (1000, 1007, 3, 4),
        {"AR": (0, 7)},
        {"02": (400, 407)},
    ),
    "a partner less": (MAY[:2], (1000, 900, 3, 2), {"DE": (100, 0)}, {"02": (400, 300)}),
    "from one partner to another": (
        [*MAY[:2], (2023, 5, "0207", 63, "PR", 100)],
        (1000, 1000, 3, 3),
        {"AR": (0, 100), "DE": (100, 0)},
        {},
    ),
    "a weight": ([(*MAY[0], 9), *MAY[1:]], (1000, 1000, 3, 3), {}, {}),
    "a row in two": ([(*MAY[0][:5], 200), (*MAY[0][:5], 400), *MAY[1:]], (1000, 1000, 3, 4), {}, {}),
}


@pytest.mark.parametrize("case", RESTATED)
def test_a_restated_month_is_told_with_what_moved_it(book: Path, towns: Towns, case: str) -> None:
    rows, period, partners, goods = RESTATED[case]
    towns([*MAY, *JUNE])
    changes = towns(rows, mode="replace").changes
    [one] = changes.restated
    assert [sums(period) for period in one.periods] == [("2023-05", *period)]
    assert (moves(one.partners), moves(one.goods)) == (partners, goods)
    assert (changes.came, changes.gone, changes.old, changes.new) == ((), (), 1, 2)
    weights = [side.net_weight_kg for side in (one.periods[0].old, one.periods[0].new)]
    assert (weights[0] != weights[1]) == (case in ("a weight", "a partner more", "a partner less", "a row in two"))


def test_a_load_tells_the_same_as_a_comparison_of_versions(book: Path, towns: Towns) -> None:
    told = [
        towns([*MAY, *JUNE]).changes,
        towns([(*row[:5], 7) for row in MAY]).changes,
        towns([(2023, 7, "0901", 160, "PR", 1)]).changes,
    ]
    assert told == [between(book, number, number + 1) for number in range(3)]
    again = towns([(2023, 7, "0901", 160, "PR", 1)]).changes
    assert (again.old, again.new, again.unchanged, again.restated, again.came) == (3, 3, 1, (), ())


def test_what_is_new_is_summed_up(book: Path, towns: Towns) -> None:
    changes = towns([*MAY, *JUNE]).changes
    spans = [
        (one.series.reporter, str(one.first), str(one.last), one.periods, one.value, one.rows) for one in changes.came
    ]
    assert spans == [("BR-PR", "2023-05", "2023-06", 2, 1050, 4), ("BR-SP", "2023-06", "2023-06", 1, 70, 1)]
    assert changes.restated == changes.gone == ()


def test_backwards_what_came_is_gone_and_what_rose_fell(book: Path, towns: Towns) -> None:
    towns(MAY)
    towns([(*row[:5], 1) for row in MAY])
    towns(JUNE)
    there, back = between(book, 1, 3), between(book, 3, 1)
    assert (back.came, back.gone) == (there.gone, there.came)
    assert len(there.came) == 2
    assert [one.series for one in back.restated] == [one.series for one in there.restated]
    assert [(p.new, p.old) for p in back.restated[0].periods] == [(p.old, p.new) for p in there.restated[0].periods]
    assert between(book, 2, 2).restated == ()


def test_the_five_largest_are_named_and_the_others_summed(towns: Towns) -> None:
    countries = [160, 23, 63, 249, 386, 169, 190, 239]
    towns([(2023, 5, "1201", code, "PR", 1000) for code in countries])
    [one] = towns([(2023, 5, "1201", code, "PR", 1000 + at) for at, code in enumerate(countries)]).changes.restated
    assert [part.change for part in one.partners.largest] == [7, 6, 5, 4, 3]
    assert (one.partners.others, one.partners.others_old, one.partners.others_new) == (2, 2000, 2003)
    assert moves(one.goods) == {"12": (8000, 8028)}


def test_one_more_than_five_is_named_too(towns: Towns) -> None:
    countries = [160, 23, 63, 249, 386, 169]
    towns([(2023, 5, "1201", code, "PR", 1000) for code in countries])
    [one] = towns([(2023, 5, "1201", code, "PR", 1001) for code in countries]).changes.restated
    assert (len(one.partners.largest), one.partners.others) == (6, 0)


def test_a_reporter_by_itself(book: Path, towns: Towns) -> None:
    towns([*MAY, *JUNE])
    towns([(2023, 6, "1201", 160, state, 1) for state in ("PR", "SP")])
    assert [one.series.reporter for one in between(book, 1, 2).restated] == ["BR-PR", "BR-SP"]
    assert [one.series.reporter for one in between(book, 1, 2, "BR-SP").restated] == ["BR-SP"]
    assert [one.series.reporter for one in between(book, 0, 2, "BR-PR").came] == ["BR-PR"]
    assert between(book, 1, 2, "BR-RJ").restated == ()


def test_only_what_differs_is_read(book: Path, towns: Towns) -> None:
    towns([(2022, *row[1:]) for row in MAY])
    common = BookStore.open(book).snapshot().files
    towns(MAY)
    towns([(*row[:5], 1) for row in MAY])
    store = BookStore.open(book)
    old, new = store.snapshot(2), store.snapshot(3)
    for file in common:
        file.path.unlink()
    [one] = changes_between(old, new).restated
    assert [sums(period) for period in one.periods] == [("2023-05", 1000, 3, 3, 3)]


def comtrade(book: Path, folder: Path, *cells: tuple[str, str, int], **told: str) -> Loaded:
    rows = [
        {"partnerCode": partner, "cmdCode": goods, "primaryValue": str(value), **told}
        for partner, goods, value in cells
    ]
    return forms.load(book, forms.write(folder / "c.csv", forms.comtrade(*rows)), mode="replace")


PARTS = (("156", "10", 60), ("276", "10", 30))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((*PARTS, ("0", "TOTAL", 100)), (*PARTS, ("0", "TOTAL", 110)), (100, 110, "declared")),
        (PARTS, (("156", "10", 61), PARTS[1], ("0", "TOTAL", 110)), (90, 91, "parts")),
        ((*PARTS, ("0", "TOTAL", 100)), (("156", "10", 70), PARTS[1]), (90, 100, "parts")),
        # A total by itself is a part too, and still what the source declares.
        ((*PARTS, ("0", "TOTAL", 100)), (("0", "TOTAL", 105),), (100, 105, "declared")),
    ],
)
def test_like_is_compared_with_like(
    book: Path,
    tmp_path: Path,
    old: tuple[tuple[str, str, int], ...],
    new: tuple[tuple[str, str, int], ...],
    expected: object,
) -> None:
    comtrade(book, tmp_path, *old)
    [one] = comtrade(book, tmp_path, *new).changes.restated
    [period] = one.periods
    assert (period.old.value, period.new.value, period.new.basis) == expected
    assert period.old.basis == period.new.basis


def test_another_edition_is_told_with_its_sums(book: Path, tmp_path: Path) -> None:
    comtrade(book, tmp_path, ("156", "10", 60), ("276", "20", 30), classificationCode="H5")
    [one] = comtrade(book, tmp_path, ("156", "10", 60), ("276", "20", 35), classificationCode="H6").changes.restated
    [period] = one.periods
    assert (period.old.editions, period.new.editions) == ((("HS2017", 90),), (("HS2022", 95),))
    # Chapters are the same in both, and no more than what moved is named.
    assert moves(one.goods) == {"20": (30, 35)}


def test_rates_that_came_changed_and_stayed(book: Path, tmp_path: Path) -> None:
    first = forms.write(tmp_path / "a.csv", "period,currency,rate\n2022,RUB,70\n2023,RUB,85\n")
    second = forms.write(tmp_path / "b.csv", "period,currency,rate\n2022,RUB,70\n2023,RUB,86\n2023,BRL,5\n")
    came = load_beside(book, "rates", [first]).changes
    assert [(str(one.period), one.currency, one.old, one.new) for one in came.rates] == [
        ("2022", "RUB", None, 70),
        ("2023", "RUB", None, 85),
    ]
    changed = load_beside(book, "rates", [second]).changes
    assert [(str(one.period), one.currency, one.old, one.new) for one in changed.rates] == [
        ("2023", "BRL", None, 5),
        ("2023", "RUB", 85, 86),
    ]
    assert load_beside(book, "rates", [second]).changes.rates == ()
    back = between(book, 2, 1).rates
    assert [(one.currency, one.old, one.new) for one in back] == [("BRL", 5, None), ("RUB", 86, 85)]


def test_statements_that_were_added(book: Path, tmp_path: Path) -> None:
    head = "kind,flow,partners,period,value,unit,reporter\n"
    one, two = "level,export,CN,2023,80,USD,BR-PR\n", "level,export,DE,2023,10,USD,BR-SP\n"
    load_beside(book, "statements", [forms.write(tmp_path / "s.csv", head + one)])
    # The first statement stands there already.
    changes = load_beside(book, "statements", [forms.write(tmp_path / "t.csv", head + one + two)]).changes
    assert [claim.reporter for claim in changes.statements_added] == ["BR-SP"]
    assert [claim.reporter for claim in between(book, 0, 2).statements_added] == ["BR-PR", "BR-SP"]
    assert [claim.reporter for claim in between(book, 2, 0, "BR-SP").statements_gone] == ["BR-SP"]


def test_corrections_and_files_of_the_loads_between(book: Path, towns: Towns) -> None:
    known = read_corrections(
        '[[correction]]\nid = "soya"\nsource = "comexstat-municipal"\nreason = "in cents"\naction = "scale"\n'
        'factor = 0.5\nwhere = { reporter = "BR-PR", flow = "export", period = "2023-05", commodity = "1201" }\n'
        "expect = { rows = 1 }\n",
        "known.toml",
    )
    towns(JUNE)
    changes = towns(MAY, corrections=known).changes
    assert changes.corrections == ("soya: 1 row, primary_value was 600, scale 0.5: in cents",)
    assert [one.entry.files[0].file for one in between(book, 0, 2).loads] == ["EXP_0.csv", "EXP_1.csv"]
    assert between(book, 0, 1).corrections == ()


def by_hand(book: Path, version: int) -> dict[tuple[str, str, int, int], tuple[Decimal, int]]:
    """Value of the parts and rows by reporter, flow, year and month."""
    found: dict[tuple[str, str, int, int], tuple[Decimal, int]] = defaultdict(lambda: (Decimal(0), 0))
    for row in forms.records(book, version):
        key = (row["reporter"], row["flow"], row["year"], row["month"])
        value, rows = found[key]
        found[key] = (value + row["primary_value"], rows + 1)
    return dict(found)


@pytest.mark.parametrize("seed", range(3))
def test_any_two_versions_differ_by_what_their_records_say(book: Path, towns: Towns, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        months = chance.sample([(year, month) for year in (2022, 2023) for month in (1, 2, 3)], 3)
        rows: list[Line] = [
            (*when, chance.choice(["1201", "0207"]), chance.choice([160, 23, 63]), state, chance.randint(1, 9))
            for when in months
            for state in ("PR", "SP")
            for _ in range(chance.randint(1, 4))
        ]
        towns(rows, chance.choice(["EXP", "IMP"]), mode=chance.choice(["replace", "merge"]))
    tables = {version: by_hand(book, version) for version in range(5)}
    for old, new in permutations(range(5), 2):
        was, now, told = tables[old], tables[new], between(book, old, new)
        restated = {
            (one.series.reporter, one.series.flow, *divmod(p.period.first_month, 12)): (p.old, p.new)
            for one in told.restated
            for p in one.periods
        }
        for (reporter, flow, year, month), (before, after) in restated.items():
            key = (reporter, flow, year, month + 1)
            assert ((before.value, before.rows), (after.value, after.rows)) == (was[key], now[key])
        moved = {key for key in was.keys() & now.keys() if was[key] != now[key]}
        assert {(reporter, flow, year, month - 1) for reporter, flow, year, month in moved} <= restated.keys()
        for spans, only in ((told.came, now.keys() - was.keys()), (told.gone, was.keys() - now.keys())):
            table = now if spans is told.came else was
            assert sum(one.periods for one in spans) == len(only)
            assert sum(one.value for one in spans) == sum(table[key][0] for key in only)
        for one in told.restated:
            for movers in (one.partners, one.goods):
                parts = sum(part.change for part in movers.largest) + movers.others_new - movers.others_old
                assert parts == sum(p.new.value - p.old.value for p in one.periods)
