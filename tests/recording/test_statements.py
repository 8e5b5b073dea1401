"""Statements files: every row of the published figures, other spellings of a file, and what is refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.claims import Claim
from sverka.model.errors import InputError
from sverka.recording import read_statements
from sverka.recording.statements import MAX_BYTES, MAX_FIELD, MAX_ROWS

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "tomsk_statements.csv"
HEADER = "source,published,kind,flow,partners,goods,period,base,hedge,value,unit,of\n"
ROW = "https://example.org/a,2023-05,share,turnover,central-asia,,2022,,almost,45,%,turnover\n"


def read(text: str | bytes, **options: str) -> tuple[Claim, ...]:
    return read_statements(text, source="a.csv", reporter=options.get("reporter"))


def only(text: str) -> Claim:
    [claim] = read(text)
    return claim


def test_a_row_becomes_a_claim_with_its_measure_and_intervals() -> None:
    claim = read(HEADER + ROW, reporter="RU-TOM")[0]
    assert (claim.id, claim.reporter, claim.value, claim.printed) == ("s1", "RU-TOM", 45.0, "45")
    assert str(claim.measure) == "share(turnover[central-asia;; 2022], turnover[;; 2022])"
    assert (claim.interval.as_pair(), claim.interval_wide.as_pair()) == ([42.25, 45.0], [40.0, 45.5])
    assert (claim.source, claim.published) == ("https://example.org/a", "2023-05")


def test_every_row_of_the_example_is_read() -> None:
    claims = read_statements(EXAMPLE.read_bytes(), source=EXAMPLE.name, reporter="RU-TOM")
    assert [claim.id for claim in claims] == [f"s{number}" for number in range(1, 90)]
    assert all(claim.source and claim.published for claim in claims)
    assert all((claim.measure is None) is bool(claim.measure_reason) for claim in claims)
    without = Counter(claim.measure_reason for claim in claims if claim.measure is None)
    assert sum(without.values()) == 6
    assert {claim.products.label for claim in claims if claim.products and not claim.products.group} == set()


def test_the_example_is_the_published_file_with_the_wholes_said(shared: Path) -> None:
    published = read_statements((shared / "facts" / "tomsk_statements.csv").read_bytes(), source="f", reporter="RU-TOM")
    example = read_statements(EXAMPLE.read_bytes(), source=EXAMPLE.name, reporter="RU-TOM")
    assert [(claim.value, claim.unit, claim.source, claim.hedge) for claim in published] == [
        (claim.value, claim.unit, claim.source, claim.hedge) for claim in example
    ]


def test_a_partner_share_in_goods_needs_its_whole_said() -> None:
    row = "share,export,UZ,timber,40,%,export"
    unsaid = only(f"kind,flow,partners,goods,value,unit,of\n{row}\n")
    assert unsaid.measure is None
    assert "of_goods" in (unsaid.measure_reason or "")
    said = only(f"kind,flow,partners,goods,value,unit,of,of_goods\n{row},timber\n")
    assert str(said.measure) == "share(export[UZ; timber], export[; timber])"
    total = only(f"kind,flow,partners,goods,value,unit,of,of_goods\n{row},all\n")
    assert str(total.measure) == "share(export[UZ; timber], export)"


@pytest.mark.parametrize(
    "text",
    [
        "kind;flow;value;unit\nlevel;export;1,5;USD\n",
        "\ufeffunit,value,flow,kind\r\nUSD,1.5,export,level\r\n",
        "Kind\tFlow\tValue\tUnit\nlevel\texport\t1.5\tUSD\n",
        'kind,flow,value,unit,remark\nlevel,export," 1.5 ",USD,"a, b"\n',
        "kind,flow,value,unit\n\nlevel,export,1.5,USD\n,,,\n",
    ],
)
def test_spellings_of_one_file(text: str) -> None:
    claim = only(text)
    assert (str(claim.measure), claim.value, claim.printed) == ("level(export, USD)", 1.5, "1.5")
    assert read(text.encode("utf-8")) == (claim,)


@pytest.mark.parametrize(
    ("value", "number", "printed"),
    [
        ("81200000.0", 81.2e6, "81200000"),
        ("31.0", 31.0, "31"),
        ("2 457,3", 2457.3, "2457.3"),
        ("-26.8", -26.8, "26.8"),
        ("−5", -5.0, "5"),
        ("10.50", 10.5, "10.50"),
    ],
)
def test_numbers(value: str, number: float, printed: str) -> None:
    claim = only(f'kind,flow,value,unit\nlevel,export,"{value}",USD\n')
    assert (claim.value, claim.printed) == (number, printed)


def test_a_growth_may_be_a_multiple() -> None:
    claim = only("kind,flow,period,value,unit\ngrowth,export,2023,2.7,times\n")
    assert (str(claim.measure), claim.value, claim.unit) == ("growth(export[;; 2023])", 2.7, "times")
    assert claim.interval.as_pair() == pytest.approx([2.65, 2.75])
    level = only("kind,flow,period,value,unit\nlevel,export,2023,2.7,times\n")
    assert level.measure is None


def test_a_change_of_a_share_says_its_whole() -> None:
    head = "kind,flow,partners,goods,period,base,value,unit,of,of_goods\n"
    told = only(f"{head}comparison,export,CN,,2023,2019,-3,pp,export,\n")
    assert str(told.measure) == "change(share(export[CN;; 2023], export[;; 2023]), 2019)"
    unsaid = only(f"{head}comparison,export,CN,wheat,2023,,-3,pp,export,\n")
    assert unsaid.measure is None
    within = only(f"{head}comparison,export,CN,wheat,2023,,-3,pp,export,wheat\n")
    assert str(within.measure) == "change(share(export[CN; wheat; 2023], export[; wheat; 2023]))"


def test_the_number_as_printed_may_be_given() -> None:
    claim = only("kind,flow,value,unit,printed\nlevel,export,9000000,USD,9.0\n")
    assert claim.interval.as_pair() == [8_950_000, 9_050_000]


def test_about_a_third_written_in_digits_is_a_fraction() -> None:
    claim = only("kind,flow,of,partners,hedge,value,unit\nshare,export,export,CN,about,33.3,%\n")
    assert claim.interval.as_pair() == pytest.approx([30.3, 36.3])
    bare = only("kind,flow,of,partners,hedge,value,unit\nshare,export,export,CN,exact,33.3,%\n")
    assert bare.interval.as_pair() == pytest.approx([33.25, 33.35])


def test_own_ids_and_reporters() -> None:
    claims = read(
        "id,reporter,kind,flow,value,unit\nminfin-1,KZ,level,export,1,USD\n,,level,import,1,USD\n", reporter="RU"
    )
    assert [(claim.id, claim.reporter) for claim in claims] == [("minfin-1", "KZ"), ("s2", "RU")]


def test_ids_go_on_from_the_file_before() -> None:
    [claim] = read_statements(HEADER + ROW, source="b.csv", reporter=None, first_id=90)
    assert claim.id == "s90"


def test_an_unmapped_label_stays_an_opaque_good() -> None:
    claim = only("kind,flow,goods,value,unit\nlevel,export,fern shoots,1,USD\n")
    assert str(claim.measure) == "level(export[; fern-shoots], USD)"
    assert claim.products is not None
    assert (claim.products.hs, claim.products.group) == ((), None)


@pytest.mark.parametrize(
    ("row", "where", "what"),
    [
        ("levl,export,,1,USD,exact", "line 2, column kind", "levl"),
        (",export,,1,USD,exact", "line 2, column kind", "kind"),
        ("level,exports,,1,USD,exact", "line 2, column flow", "exports"),
        ("level,export,soon,1,USD,exact", "line 2, column period", "not a period"),
        ("level,export,2023-09/2023-01,1,USD,exact", "line 2, column period", "not a period"),
        ("level,export,,many,USD,exact", "line 2, column value", "not a number"),
        ("level,export,,,USD,exact", "line 2, column value", "not a number"),
        ("level,export,,nan,USD,exact", "line 2, column value", "not a number"),
        ("level,export,,1e999,USD,exact", "line 2, column value", "not a number"),
        ("level,export,,1,usd,exact", "line 2, column unit", "unknown unit"),
        ("level,export,,1,tonne,exact", "line 2, column unit", "write t"),
        ("level,export,,1,,exact", "line 2, column unit", "unknown unit"),
        ("level,export,,1,USD,perhaps", "line 2, column hedge", "perhaps"),
        ("level,export,,1,USD", "line 2", "5 fields where the header has 6"),
    ],
)
def test_a_bad_row_is_pointed_at(row: str, where: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        read(f"kind,flow,period,value,unit,hedge\n{row}\n")
    assert caught.value.where == f"a.csv, {where}"
    assert what in str(caught.value)
    assert caught.value.next_step
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("flow,value,unit\nexport,1,USD\n", "without the column kind"),
        ("kind,value,unit,value\nlevel,1,USD,2\n", "stands twice"),
        ("id,kind,value,unit\na,level,1,USD\na,level,2,USD\n", "taken by an earlier row"),
        ("partners,kind,value,unit\nКитай,level,1,USD\n", "not a partner"),
        ("reporter,kind,value,unit\nRUSSIA,level,1,USD\n", "malformed reporter"),
        ("published,kind,value,unit\nlast May,level,1,USD\n", "malformed published"),
        ('kind,value,unit\nlevel,"1,USD\n', "broken CSV"),
        ("kind,goods,value,unit\nlevel," + "x" * (MAX_FIELD + 1) + ",1,USD\n", "more than"),
        ("kind,value,unit\n" + "level,1,USD\n" * (MAX_ROWS + 1), "more than"),
        ("x" * (MAX_BYTES + 1), "MB"),
    ],
)
def test_a_bad_file_is_refused(text: str, what: str) -> None:
    with pytest.raises(InputError, match=what):
        read(text)


def test_another_encoding_is_named_with_its_line() -> None:
    data = "kind,goods,value,unit\nlevel,уголь,1,USD\n".encode("cp1251")
    with pytest.raises(InputError, match=r"a\.csv, line 2") as caught:
        read(data)
    assert "UTF-8" in caught.value.next_step


def test_control_characters_do_not_pass() -> None:
    claim = only("kind,flow,goods,source,value,unit\nlevel,export,coal\x1b[31m,\u202ex,1,USD\n")
    assert claim.products is not None
    assert "\x1b" not in claim.products.label
    assert "\u202e" not in (claim.source or "")


def outcome(text: str) -> bool:
    """Whether a file is read to claims of a kind, or refused with its name and what next."""
    try:
        return all(claim.kind for claim in read(text))
    except InputError as error:
        return error.where.startswith("a.csv") and bool(error.next_step)


CELLS = st.text(st.sampled_from('abk,;"\n\t 019.%-USDРу\x1b\x00'), max_size=12)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=5), st.booleans())
def test_any_file_is_read_or_refused(rows: list[list[str]], headed: bool) -> None:
    text = "kind,flow,value,unit\n" if headed else ""
    text += "\n".join(",".join(row) for row in rows)
    assert outcome(text)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


@pytest.mark.parametrize(
    ("kind", "unit", "value"), [("rank", "rank", "0"), ("rank", "rank", "1.5"), ("count", "countries", "-3")]
)
def test_a_place_or_a_number_of_things_is_whole(kind: str, unit: str, value: str) -> None:
    with pytest.raises(InputError, match=f"not a {kind}.*line 2, column value"):
        read_statements(f"kind,flow,partners,value,unit\n{kind},export,CN,{value},{unit}", source="a.csv")


def test_a_given_id_and_a_counted_one_do_not_meet() -> None:
    with pytest.raises(InputError, match="the id 's2' is taken"):
        read_statements("id,kind,flow,value,unit\ns2,level,export,1,USD\n,level,import,1,USD", source="a.csv")


def test_a_share_in_another_unit_has_no_measure() -> None:
    [claim] = read_statements("kind,flow,of,value,unit\nshare,export,turnover,80,USD", source="a.csv")
    assert claim.measure is None
    assert claim.measure_reason == "a share is in per cent, not in 'USD'"
