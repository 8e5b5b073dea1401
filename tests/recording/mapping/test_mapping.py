"""Mapping files: what they may say, errors that point at line and key, drafts that read back."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.model.errors import InputError
from sverka.recording.drafting import draft_of_header as draft_mapping
from sverka.recording.mapping import mapping_of, read_mapping
from sverka.recording.source import Header

WHOLE = """\
source = "hmrc"
decimal = ","
hierarchical = true

[reporter]
value = "GB"

[partner]
column = "Country"
codes = { "Burma" = "MM", "Not stated" = "x1" }

[flow]
column = "Flow"
export = ["E", "D"]
import = ["I"]

[period]
column = "Month"
form = "YYYY-MM"

[commodity]
column = "HS2"
classification = "HS2017"

[primary_value]
column = "Value (£)"
currency = "GBP"
scale = 1000
valuation = "FOB"

[net_weight]
column = "Net mass"
unit = "t"

[quantity]
column = "Quantity"
unit_column = "Unit"

[about]
title = "HMRC regional trade"
synthetic = true
"""


def test_a_whole_mapping() -> None:
    mapping = read_mapping(WHOLE, "hmrc.toml")
    assert (mapping.source, mapping.decimal, mapping.hierarchical) == ("hmrc", ",", True)
    assert mapping.reporter.value == "GB"
    assert dict(mapping.partner.codes) == {"Burma": "MM", "Not stated": "x1"}
    assert (mapping.flow.exports, mapping.flow.imports) == (("E", "D"), ("I",))
    assert (mapping.period.column, mapping.period.form) == ("Month", "YYYY-MM")
    assert (mapping.primary_value.scale, mapping.primary_value.currency) == (1000, "GBP")
    assert mapping.net_weight is not None
    assert mapping.net_weight.unit == "t"
    assert mapping.quantity is not None
    assert mapping.quantity.unit_column == "Unit"
    assert mapping.about == {"title": "HMRC regional trade", "synthetic": True}
    assert mapping_of(tomllib.loads(WHOLE), "hmrc.toml") == mapping


def test_sections_may_be_written_on_one_line() -> None:
    text = """source = "sitc-world"
reporter = { column = "country" }
partner = { value = "world" }
flow = { value = "export" }
period = { value = 1999 }
commodity = { column = "product", classification = "SITC2" }
primary_value = { column = "value", currency = "USD", scale = 1000, valuation = "FOB" }
"""
    mapping = read_mapping(text, "sitc.toml")
    assert (mapping.period.value, mapping.net_weight, mapping.quantity) == ("1999", None, None)
    with pytest.raises(InputError, match="line 4"):
        read_mapping(text.replace('"export"', '"exports"'), "sitc.toml")


@pytest.mark.parametrize(
    ("before", "after", "line", "named", "advice"),
    [
        ('source = "hmrc"\n', "", 0, "no source", "an-id-of-your-own"),
        ('"hmrc"', '"My table"', 1, "not an id", "small letters"),
        ('"hmrc"', '"baci"', 1, "is of a source format", "choose another"),
        ('decimal = ","', 'decimal = ";"', 2, "not a decimal mark", "decimal"),
        ("hierarchical = true", 'hierarchical = "yes"', 3, "neither true nor false", "hierarchical = true"),
        ('[reporter]\nvalue = "GB"', "[reporter]", 0, "no section [reporter]", "add [reporter]"),
        ('value = "GB"', 'value = "Great Britain"', 6, "not a code of a place", "GB or RU-TOM"),
        ('value = "GB"', 'valu = "GB"', 6, "unknown key 'valu'", "did you mean value?"),
        ('value = "GB"', 'value = ""', 6, "empty text", "GB or RU-TOM"),
        ('column = "Country"', 'column = "Country"\nvalue = "CN"', 9, "both column and value", "one value"),
        ('"Burma" = "MM"', '"Burma" = "Myanmar!"', 10, "not a code of a place", "name of your own"),
        ('export = ["E", "D"]\nimport = ["I"]', "", 13, "no texts for export", "export ="),
        ('import = ["I"]', 'import = ["e"]', 15, "named twice", "keep it"),
        ('import = ["I"]', "import = 5", 15, "not a list of texts", "import ="),
        ('form = "YYYY-MM"', 'form = "YY-MM"', 19, "unknown form", "YYYYMM"),
        ('form = "YYYY-MM"', "", 17, "no form", "YYYY-MM"),
        (
            'column = "Month"',
            'year = "Year"\nvalue = "2020"',
            18,
            "not one of column, year and value",
            "one of the three",
        ),
        ('classification = "HS2017"', "", 21, "no classification", "HS2017, SITC2"),
        ('"HS2017"', '"HS/2017"', 23, "not a name", "letters"),
        ('"GBP"', '"POUND"', 27, "not a currency", "USD, EUR"),
        ("scale = 1000", "scale = 0.5", 28, "not a scale", "thousands"),
        ('valuation = "FOB"', "", 25, "no valuation", "FOB, CIF"),
        ('unit = "t"', 'unit = "lb"', 33, "not a unit of weight", "kg"),
        ('unit_column = "Unit"', "", 35, "neither unit nor unit_column", "name the column"),
        ('title = "HMRC', 'titel = "HMRC', 40, "unknown key 'titel'", "did you mean title?"),
        ("[about]", "[abuot]", 39, "unknown key 'abuot'", "did you mean about?"),
    ],
)
def test_errors_point_at_the_line_and_say_what_to_write(
    before: str, after: str, line: int, named: str, advice: str
) -> None:
    assert before in WHOLE
    with pytest.raises(InputError) as caught:
        read_mapping(WHOLE.replace(before, after, 1), "hmrc.toml")
    assert named in caught.value.what
    assert advice in caught.value.next_step
    assert (f"line {line}" in caught.value.where) if line else ("line" not in caught.value.where)
    assert caught.value.where.startswith("hmrc.toml")


def test_all_errors_are_told_at_once_by_line() -> None:
    text = WHOLE.replace('"hmrc"', '"My table"').replace('"GBP"', '"? which currency are the values in"')
    text = text.replace("scale = 1000", "scale = 0.5").replace('unit = "t"', 'unit = "lb"')
    with pytest.raises(InputError) as caught:
        read_mapping(text, "hmrc.toml")
    errors = [caught.value, *caught.value.others]
    lines = [int(error.where.split("line ")[1].split(",")[0]) for error in errors]
    assert lines == [1, 27, 28, 33]
    assert errors[1].what == "which currency are the values in"


LAYOUT = """
[table]
sheet = "Data"
header = [3, 4]
ignore = ["Source"]
where = { "Indicator" = ["Value"] }
wide = [
  { column = "2022", period = "2022" },
  { column = "2023", period = "2023" },
]
"""


def test_where_the_table_stands() -> None:
    text = WHOLE.replace('[period]\ncolumn = "Month"\nform = "YYYY-MM"\n', "").replace('column = "Value (£)"\n', "")
    layout = read_mapping(text + LAYOUT, "hmrc.toml").layout
    assert (layout.sheet, layout.header, layout.ignore) == ("Data", (3, 4), ("Source",))
    assert dict(layout.where) == {"Indicator": ("Value",)}
    assert [(one.column, one.measure, dict(one.says)) for one in layout.wide] == [
        ("2022", "primary_value", {"period": "2022"}),
        ("2023", "primary_value", {"period": "2023"}),
    ]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("[3, 4]", "[4, 3]", "not lines of heads"),
        ("[3, 4]", '"? which line holds the heads"', "which line holds the heads"),
        ('["Value"]', "5", "not a list of texts"),
        ('period = "2023"', 'period = "23"', "not a period"),
        ('period = "2023"', 'period = "2022"', "says the same as column '2022'"),
        ('period = "2023"', 'period = "2023", flow = "import"', "flow is not told alike"),
        ('period = "2023"', 'period = "2023", measure = "price"', "not a measure"),
        ('column = "2023"', 'colum = "2023"', "without its name"),
        ("sheet =", "shet =", "unknown key 'shet'"),
    ],
)
def test_errors_of_the_layout(before: str, after: str, what: str) -> None:
    text = WHOLE.replace('[period]\ncolumn = "Month"\nform = "YYYY-MM"\n', "").replace('column = "Value (£)"\n', "")
    assert before in LAYOUT
    with pytest.raises(InputError) as caught:
        read_mapping(text + LAYOUT.replace(before, after, 1), "hmrc.toml")
    assert any(what in error.what for error in (caught.value, *caught.value.others))
    assert all("line" in error.where for error in (caught.value, *caught.value.others))


def test_broken_toml_is_told_with_its_line() -> None:
    with pytest.raises(InputError, match=r"hmrc\.toml, line 6") as caught:
        read_mapping(WHOLE.replace('value = "GB"', "value = GB"), "hmrc.toml")
    assert "TOML" in caught.value.what


def header(columns: str, *rows: str) -> Header:
    return Header(tuple(columns.split(";")), "hmrc trade 2023.csv", tuple(tuple(row.split(";")) for row in rows))


def test_a_draft_of_a_telling_table_needs_only_what_no_header_says() -> None:
    told = header(
        "Region;Country;Flow;Month;SITC code;Value FOB (£ thousand);Net mass (tonnes)",
        "Wales;France;Export;2023-01;0112;1,5;3",
        "Scotland;Atlantis;Import;2023-02;0113;2,5;4",
    )
    text = draft_mapping(told)
    mapping = read_mapping(text, "draft.toml")
    assert mapping.source == "hmrc-trade-2023"
    assert mapping.decimal == ","
    assert (mapping.reporter.column, mapping.partner.column) == ("Region", "Country")
    assert (mapping.flow.exports, mapping.flow.imports) == (("Export",), ("Import",))
    assert (mapping.period.column, mapping.period.form) == ("Month", "YYYY-MM")
    assert (mapping.commodity.column, mapping.commodity.classification) == ("SITC code", "SITC")
    money = mapping.primary_value
    assert (money.currency, money.scale, money.valuation) == ("GBP", 1000, "FOB")
    assert mapping.net_weight is not None
    assert mapping.net_weight.unit == "t"
    assert '"Atlantis" = "…"' in text
    assert "holds Wales, Scotland" in text


def test_a_draft_of_years_and_months() -> None:
    told = header("Year;Month;Страна;Код ТН ВЭД;Стоимость, тыс. долл.", "2021;1;КИТАЙ;4407;5", "2021;12;США;2709;7")
    text = draft_mapping(told)
    content = tomllib.loads(text)
    assert content["period"] == {"year": "Year", "month": "Month"}
    assert content["partner"] == {"column": "Страна"}
    assert content["commodity"] == {"column": "Код ТН ВЭД", "classification": "TNVED"}
    assert (content["primary_value"]["currency"], content["primary_value"]["scale"]) == ("USD", 1000)


def test_what_a_draft_leaves_open_is_pointed_at() -> None:
    text = draft_mapping(header("a;b;c", "1;2;3"))
    with pytest.raises(InputError, match="reporter") as caught:
        read_mapping(text, "draft.toml")
    line = int(caught.value.where.partition("line ")[2].partition(",")[0])
    assert text.splitlines()[line - 1].startswith('value = "? ')
    assert caught.value.what in text
    assert len(caught.value.others) == text.count("ASKED", text.index("[reporter]")) - 1


@given(
    columns=st.lists(st.text(max_size=30), min_size=1, max_size=12),
    rows=st.lists(st.lists(st.text(max_size=20), max_size=12), max_size=5),
    file=st.text(max_size=30),
)
def test_a_draft_is_toml_whatever_stands_in_the_file(columns: list[str], rows: list[list[str]], file: str) -> None:
    told = Header(tuple(columns), file, tuple(tuple(row) for row in rows))
    assert "primary_value" in tomllib.loads(draft_mapping(told))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.dictionaries(
                st.sampled_from(
                    ["source", "reporter", "partner", "flow", "period", "column", "value", "codes", "export", "scale"]
                ),
                inner,
            )
            | st.lists(inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_any_content_is_read_or_refused_in_words(content: object) -> None:
    if isinstance(content, dict):
        try:
            mapping_of(content, "any.toml")
        except InputError as error:
            assert error.next_step  # noqa: PT017 - either way will do
