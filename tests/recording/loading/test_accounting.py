"""Every row of a file is stored or quarantined, whatever the file holds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sverka.model.errors import InputError
from sverka.recording.load import Request, load_records

from . import forms

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
GOOD = {
    "comtrade": [
        'C,A,2023,398,X,156,0,H6,100199,"Wheat, other",C00,0,0,8,,10,,7,7',
        "C,M,202304,398,M,643,0,H6,2701,Coal,C00,0,0,8,5.5,10.25,9.5,,9.5",
        "C,A,2022,398,X,842,0,H5,TOTAL,,,,,,,,,,0.05",
        'C,A,2022,398,RX,0,0,HS,27,"said ""so""",C00,0,0,-1,,,,,3',
    ],
    "municipal": [
        "2023;05;1201;160;PR;4118204;1000;520",
        '"2023";"12";"0207";"023";"SP";"4118204";7;1.25',
        "2021;1;0901;999;RS;;;0",
    ],
    "fts": [
        "ЭК;04/2021;CN;4407111500;М3;1234,5;1000,5;12,5;69000 - ТОМСКАЯ ОБЛАСТЬ;06 - СИБИРСКИЙ ФЕДЕРАЛЬНЫЙ ОКРУГ",
        "ИМ;12/2020;DE;8471300000;ШТ;9,25;1;3;69000 - ТОМСКАЯ ОБЛАСТЬ;06 - СИБИРСКИЙ ФЕДЕРАЛЬНЫЙ ОКРУГ",
        "ИМ;12/2020;QQ;84713000;ШТ;0,75;;;45000 - Г. МОСКВА;01 - ЦЕНТРАЛЬНЫЙ ФЕДЕРАЛЬНЫЙ ОКРУГ",
    ],
}
VALUES = {"comtrade": ("7", "9.5", "0.05", "3"), "municipal": ("520", "1.25", "0"), "fts": ("1234.5", "9.25", "0.75")}
QUOTED = {"comtrade": 0, "municipal": 1, "fts": 0}
"""Which of the good rows has quotation marks, as far as the form uses any."""
BAD = {
    "comtrade": [
        "C,A,2023,398,X,156,0,H6,100199,Wheat, other,C00,0,0,8,,10,,7,7",
        "C,A,2023,398,X,156",
        "C,A,2023,398,X,156,0,H6,100199,w,C00,0,0,8,,10,,7,seven",
        "C,A,2023,398,X,156,0,H6,100199,w,C00,0,0,8,,10,,7,",
        "C,A,2023,398,Q,156,0,H6,100199,w,C00,0,0,8,,10,,7,7",
        "C,A,202313,398,X,156,0,H6,100199,w,C00,0,0,8,,10,,7,7",
        "C,A,2023,398,X,156.5,0,H6,100199,w,C00,0,0,8,,10,,7,7",
        "C,A,2023,398,X,156,0,H6,1001990,w,C00,0,0,8,,10,,7,7",
        "C,A,2023,398,X,156,0,H6,100199,w,C00,0,0,8,,10,,7,-7",
        'C,A,2023,398,X,156,0,H6,100199,"w,C00,0,0,8,,10,,7,7',
        "C,A,2023,398,X,156,0,H6,100199,w\0,C00,0,0,8,,10,,7,7",
        "C;A;2023;398;X;156;0;H6;100199;w;C00;0;0;8;;10;;7;7",
        "   ",
    ],
    "municipal": [
        "2023;05;1201;160;PR;4118204;1000",
        "2023;05;1201;160;PR;4118204;1000;520;1",
        "2023;13;1201;160;PR;4118204;1000;520",
        "20x3;05;1201;160;PR;4118204;1000;520",
        "2023;05;120;160;PR;4118204;1000;520",
        "2023;05;1201;1600;PR;4118204;1000;520",
        "2023;05;1201;160.5;PR;4118204;1000;520",
        "2023;05;1201;160;pr;4118204;1000;520",
        "2023;05;1201;160;PR;4118204;heavy;520",
        "2023;05;1201;160;PR;4118204;1000;",
        "2023;05;1201;160;PR;4118204;1000;5 hundred",
        '2023;05;"1201;160;PR;4118204;1000;520',
        '2023;05;"12"01;160;PR;4118204;1000;520',
        "2023;05;1201;160;PR;41\0;1000;520",
        "2023,05,1201,160,PR,4118204,1000,520",
        ";;;;;;;",
        "\t",
    ],
    "fts": [
        "ЭК;04/2021;CN;4407111500;М3;1234,5",
        "ТР;04/2021;CN;4407111500;М3;1;1;1;69000 - ТОМСКАЯ ОБЛАСТЬ;06",
        "ЭК;14/2021;CN;4407111500;М3;1;1;1;69000 - ТОМСКАЯ ОБЛАСТЬ;06",
        "ЭК;04/2021;CN;440711150;М3;1;1;1;69000 - ТОМСКАЯ ОБЛАСТЬ;06",
        "ЭК;04/2021;CN;дрова;М3;1;1;1;69000 - ТОМСКАЯ ОБЛАСТЬ;06",
        "ЭК;04/2021;CN;4407111500;М3;много;1;1;69000 - ТОМСКАЯ ОБЛАСТЬ;06",
        "ЭК;04/2021;CN;4407111500;М3;1;-1;1;69000 - ТОМСКАЯ ОБЛАСТЬ;06",
        "ЭК\t04/2021\tCN\t4407111500\tМ3\t1\t1\t1\t69000 - ТОМСКАЯ ОБЛАСТЬ\t06",
        "ИТОГО",
    ],
}
HEADERS = {"comtrade": ",".join(forms.COMTRADE), "municipal": forms.MUNICIPAL, "fts": forms.FTS}
NAMES = {"comtrade": "comtrade.csv", "municipal": "EXP_MUN.csv", "fts": "fts.csv"}
FORMS = sorted(NAMES)


@st.composite
def _judged(draw: st.DrawFn, form: str) -> tuple[bytes, list[int], Decimal, int]:
    """A file of rows known to be good or bad: its bytes, the lines of the bad, the value and number of the good."""
    kinds: list[int | str] = draw(st.lists(st.sampled_from([0, 1, 2, "bad", "blank"]), max_size=12))
    # As many well quoted rows as bad ones: where most marks quote nothing, they are read as plain characters.
    kinds += [QUOTED[form]] * kinds.count("bad")
    lines, bad, value, good = [HEADERS[form]], [], Decimal(0), 0
    for kind in draw(st.permutations(kinds)):
        if kind == "blank":
            lines.append("")
        elif isinstance(kind, int):
            at = kind
            lines.append(GOOD[form][at])
            value += Decimal(VALUES[form][at])
            good += 1
        else:
            lines.append(draw(st.sampled_from(BAD[form])))
            bad.append(len(lines))
    ends = [draw(st.sampled_from(["\n", "\r\n"])) for _ in lines]
    if draw(st.booleans()):
        ends[-1] = ""
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1251"] if form == "fts" else ["utf-8", "utf-8-sig"]))
    return "".join(line + end for line, end in zip(lines, ends, strict=True)).encode(encoding), bad, value, good


@pytest.mark.parametrize("form", FORMS)
@FEW
@given(data=st.data())
def test_just_the_bad_lines_are_quarantined(form: str, data: st.DataObject) -> None:
    content, bad, value, good = data.draw(_judged(form))
    with TemporaryDirectory() as folder:
        path, book = Path(folder) / NAMES[form], Path(folder) / "book"
        path.write_bytes(content)
        if not good:
            with pytest.raises(InputError, match="nothing is loaded"):
                forms.load(book, path)
            return
        [told] = forms.load(book, path).files
        assert forms.bad_lines(book) == bad
        assert (told.rows, told.stored) == (good + len(bad), good)
        rows = forms.records(book)
        assert len(rows) == good
        assert sum(row["primary_value"] for row in rows) == value


JUNK = st.one_of(
    st.text(alphabet=";,\"\t|\0\r 019.-NAaя\u00a0\ufeff'\\", max_size=30).map(lambda text: text.encode()),
    st.binary(max_size=30).map(lambda raw: raw.replace(b"\n", b"")),
    st.sampled_from([b'"' * 7, b'a""', b"1e9;" * 8, b'""";;;;;;;', b"\\N" * 3, b"\xef\xbb\xbf", b"\x1a", b"0x1F,1_0"]),
)
_SPOILING = st.sampled_from([b'"', b"\0", b"\r", b";", b",", b" ", b"\xff", b"\t", "ж".encode(), b"'", b"-", b"e"])


@st.composite
def _spoilt(draw: st.DrawFn, line: bytes) -> bytes:
    """A line with something put in, taken out, or doubled."""
    at = draw(st.integers(0, len(line)))
    cut = draw(st.integers(0, 3))
    return line[:at] + draw(_SPOILING) * draw(st.integers(0, 2)) + line[at + cut :]


@st.composite
def _wild(draw: st.DrawFn, form: str) -> bytes:
    """A file of good rows, spoilt rows, and junk."""
    lines = [HEADERS[form].encode()]
    for _ in range(draw(st.integers(0, 25))):
        line = draw(st.sampled_from(GOOD[form])).encode()
        lines.append(draw(st.one_of(st.just(line), st.just(line), _spoilt(line), JUNK)))
    ends = [draw(st.sampled_from([b"\n", b"\n", b"\r\n", b"\n\n"])) for _ in lines]
    ends[-1] = draw(st.sampled_from([b"", b"\n", b"\r"]))
    return b"".join(line + end for line, end in zip(lines, ends, strict=True))


@pytest.mark.parametrize("form", FORMS)
@FEW
@given(data=st.data())
def test_nothing_is_lost_of_a_wild_file(form: str, data: st.DataObject) -> None:
    content = data.draw(_wild(form))
    with TemporaryDirectory() as folder:
        path, book = Path(folder) / NAMES[form], Path(folder) / "book"
        path.write_bytes(content)
        try:
            [told] = load_records(book, Request((path,))).files
        except InputError:
            # It is no table at all; any other error is a mistake of the program.
            assert forms.records(book) == []
            return
        assert told.rows == told.stored + told.quarantined
        assert len(forms.records(book)) == told.stored
        lines = forms.bad_lines(book)
        assert len(lines) == len(set(lines)) == told.quarantined
        assert not (book / "_work").exists()


def test_every_reason_names_what_is_wrong_with_the_line(book: Path, tmp_path: Path) -> None:
    text = forms.towns((2023, 5, "1201", 160, "PR", 520), *BAD["municipal"], *[GOOD["municipal"][1]] * 20)
    [told] = forms.load(book, forms.write(tmp_path / "EXP_MUN.csv", text)).files
    assert told.quarantined == len(BAD["municipal"])
    rows = {row.line: row for row in forms.bad_rows(book)}
    assert {line: row.raw for line, row in rows.items()} == dict(enumerate(BAD["municipal"], start=3))
    assert {row.file for row in rows.values()} == {"EXP_MUN.csv"}
    assert [rows[line].reason for line in sorted(rows)] == [
        "7 fields where the header has 8",
        "9 fields where the header has 8",
        "CO_MES: not a month 1 to 12",
        "CO_ANO: not a whole number",
        "SH4: must be 4 digits (a leading zero may be lost)",
        "CO_PAIS: not a code of three digits",
        "CO_PAIS: not a whole number",
        "SG_UF_MUN: not a code of two capital letters",
        "KG_LIQUIDO: not a number",
        "VL_FOB: empty",
        "VL_FOB: not a number",
        "a quotation mark that is not closed",
        "a quotation mark inside a quoted field",
        "a NUL byte",
        "1 field where the header has 8",
        "CO_ANO: empty",
        "1 field where the header has 8",
    ]


def test_a_file_of_bad_rows_alone_is_refused(book: Path, tmp_path: Path) -> None:
    bad = forms.write(tmp_path / "EXP_MUN.csv", forms.towns(*["2023;13;1201;160;PR;1;1;1"] * 3))
    good = forms.write(tmp_path / "EXP_2.csv", forms.towns((2020, 1, "0102", 160, "PR", 7)))
    before = forms.load(book, good).version
    for files in ((bad,), (good, bad)):
        with pytest.raises(InputError) as told:
            forms.load(book, *files)
        assert "none of its 3 rows" in told.value.what
        assert told.value.where == "EXP_MUN.csv, line 2: CO_MES: not a month 1 to 12"
    assert forms.state(book)[0] == before
    assert forms.bad_lines(book) == []


def test_a_header_alone_is_refused_and_passes_beside_others(book: Path, tmp_path: Path) -> None:
    empty = forms.write(tmp_path / "EXP_MUN.csv", forms.towns())
    with pytest.raises(InputError, match="no row stands below the header"):
        forms.load(book, empty)
    good = forms.write(tmp_path / "EXP_2.csv", forms.towns((2020, 1, "0102", 160, "PR", 7)))
    assert [file.rows for file in forms.load(book, empty, good).files] == [0, 1]


def test_strict_loads_nothing_where_a_row_cannot_be_read(book: Path, tmp_path: Path) -> None:
    rows = [(2020, 1, "0102", 160, "PR", 7), "2020;13;0102;160;PR;1;1;1"]
    path = forms.write(tmp_path / "EXP_MUN.csv", forms.towns(*rows))
    with pytest.raises(InputError) as told:
        forms.load(book, path, strict=True)
    assert told.value.where == "EXP_MUN.csv, line 3: CO_MES: not a month 1 to 12"
    assert forms.records(book) == []
    assert forms.load(book, path).files[0].quarantined == 1
    clean = forms.write(tmp_path / "EXP_3.csv", forms.towns((2021, 1, "0102", 160, "PR", 7)))
    assert forms.load(book, clean, strict=True).files[0].stored == 1
