"""Hostile files: small valid files of every form that commands take, and random edits of them."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path

Dice = random.Random
ROOT = Path(__file__).resolve().parents[1]
TRIALS = ROOT / "tests" / "recording" / "trials" / "files"


@dataclass(frozen=True, slots=True)
class Given:
    """A file by its name and bytes, and the options that it is loaded with."""

    name: str
    data: bytes
    options: tuple[str, ...] = ()


# Lines of these files are as long as they are published.
# ruff: noqa: E501
FTS = """NAPR;PERIOD;STRANA;TNVED;EDIZM;STOIM;NETTO;KOL;REGION;REGION_S
ЭК;01/2022;CN;2709009009;ТОННА, МЕТРИЧЕСКАЯ (1000 КГ);1234,56;10;5;69000 - ТОМСКАЯ ОБЛАСТЬ;06 - СИБИРСКИЙ ФЕДЕРАЛЬНЫЙ ОКРУГ
ИМ;02/2022;DE;8471300000;ШТ;99;1;3;69000 - ТОМСКАЯ ОБЛАСТЬ;06 - СИБИРСКИЙ ФЕДЕРАЛЬНЫЙ ОКРУГ
"""
MUNICIPAL = """CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB
2023;01;0207;160;PR;4106902;10;20
2023;02;1201;249;PR;4106902;30;40
"""
STATE = """"CO_ANO";"CO_MES";"CO_NCM";"CO_UNID";"CO_PAIS";"SG_UF_NCM";"CO_VIA";"CO_URF";"QT_ESTAT";"KG_LIQUIDO";"VL_FOB"
"2023";"01";"12019000";"10";"160";"PR";"01";"0917800";5;1000;500
"2023";"02";"02071400";"10";"249";"SP";"01";"0917800";7;2000;900
"""
COMTRADE = """typeCode,freqCode,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,cmdDesc,customsCode,\
mosCode,motCode,qtyUnitCode,qty,netWgt,cifvalue,fobvalue,primaryValue
C,A,2023,398,X,156,0,H6,100199,"Wheat, other",C00,0,0,8,,10,,,100
C,A,2023,398,X,0,0,H6,TOTAL,All,C00,0,0,8,,10,,,100
"""
BACI = """t,i,j,k,v,q
2020,76,156,120100,      0.043,1.5
2020,842,699,010121,1,NA
"""
COMEXT = """REPORTER,REPORTER_LAB,PARTNER,PARTNER_LAB,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA2002,PRODUCT_CPA2008,\
PRODUCT_CPA2_1,PRODUCT_BEC,PRODUCT_BEC5,PRODUCT_SECTION,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_IN_EUROS,VALUE_NAC,QUANTITY_IN_KG,\
QUANTITY_SUPPL_UNIT
FR,France,CN,China,E,22042109,11217,15931,1102,1102,122,122,04,2,1,LT,202301,100,100,10,5
"""
SDMX = """DATAFLOW,FREQ,REF_AREA,COUNTERPART_AREA,TRADE_FLOW,COMMODITY,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE
X:TRADE(1.0),A,KZ,CN,X,27,2022,100.5,USD
X:TRADE(1.0),A,KZ,W,X,TOTAL,2022,100.5,USD
"""
RATES = "period,currency,rate,source\n2023,RUB,85.16,Bank\n2023-04,BRL,5.02,Banco\n"
STATEMENTS = """source,published,kind,flow,partners,goods,period,base,hedge,value,unit,of,of_goods
a,2023,level,turnover,,,2022,,exact,289640000.0,USD,,
b,2023,share,export,CN,,2022,,about,60,%,export,
c,2023,growth,import,,,2022,2021,exact,-26.8,%,,
"""
TABLE = "Region,Country,Flow,Month,HS2,Value\nPR,China,X,2023-01,02,5\nPR,Chile,M,2023-02,27,7\n"
MAPPING = """source = "mine"
[reporter]
value = "BR-PR"
[partner]
column = "Country"
[flow]
column = "Flow"
export = ["X"]
import = ["M"]
[period]
column = "Month"
form = "YYYY-MM"
[commodity]
column = "HS2"
classification = "HS2022"
[primary_value]
column = "Value"
currency = "USD"
valuation = "FOB"
"""
CORRECTIONS = """[[correction]]
id = "soya"
source = "comexstat-municipal"
reason = "given in cents"
where = { reporter = "BR-PR", flow = "export", period = "2023-01", partner = "CN", commodity = "0207" }
action = "scale"
column = "primary_value"
factor = 0.01
expect = { rows = 1 }
"""
RECORDS = (
    Given("fts.csv", FTS.encode("cp1251")),
    Given("EXP_2023_MUN.csv", MUNICIPAL.encode()),
    Given("IMP_2023.csv", STATE.encode()),
    Given("towns.csv", MUNICIPAL.encode(), ("--flow", "export")),
    Given("comtrade.csv", COMTRADE.encode()),
    Given("BACI_HS92_Y2020_V202401b.csv", BACI.encode()),
    Given("full202301.dat", COMEXT.encode()),
    Given("sdmx.csv", SDMX.encode()),
)
BESIDE = (Given("rates.csv", RATES.encode()), Given("statements.csv", STATEMENTS.encode()))
CELLS = (
    b"", b"-1", b"0", b"1e400", b"NaN", b"inf", b"-0.0", b"9" * 400, b"'", b'"', b'""', b"\x00", b"=1+1", b"CN",
    b"02", b"TOTAL", b"W", b"2023-13", b"0000", b"9999", b"\xff\xfe", "½".encode(), "٣".encode(), b"1,5", b"1.234,5",
    b"1 234", b"\xc2\xa05", b"true", b"null", b"\xed\xa0\x80", b"A" * 3000, b"10000000000000000000",
    b"999999999999999999.99", b"0.005", b"1E5", b"0x10", b"\r", b"\\N", b"<b>",
)  # fmt: skip


def packed(dice: Dice, one: Given) -> Given:
    """The file as it is, or in an archive that may be odd itself."""
    how = dice.choices(("", "gz", "zip", "two", "deep", "cut"), (30, 2, 2, 1, 1, 1))[0]
    if not how:
        return one
    if how in ("gz", "cut"):
        data = gzip.compress(one.data)
        return Given(one.name + ".gz", data[: dice.randint(0, len(data))] if how == "cut" else data, one.options)
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("../" + one.name if how == "deep" else one.name, one.data)
        if how == "two":
            archive.writestr("other\n.csv", edited(dice, one.data))
    data = box.getvalue()
    return Given(one.name + ".zip", data if dice.random() < 0.8 else edited(dice, data), one.options)


def edited(dice: Dice, data: bytes) -> bytes:
    """Some bytes with a few random edits: cells, lines, columns, separators, noise, encodings."""
    for _ in range(dice.choice((1, 1, 2, 5))):
        data = dice.choice(_EDITS)(dice, data)
    return data[:200_000]


def _cell(dice: Dice, data: bytes) -> bytes:
    separator = max((b";", b",", b"\t"), key=data[:400].count)
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    cells = lines[at].split(separator)
    cells[dice.randrange(len(cells))] = dice.choice(CELLS)
    lines[at] = separator.join(cells)
    return b"\n".join(lines)


def _line(dice: Dice, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    new = dice.choice((lines[at], b"", lines[0], dice.choice(CELLS), lines[at] * 2, lines[at][: len(lines[at]) // 2]))
    return b"\n".join([*lines[:at], new, *lines[at + dice.randint(0, 1) :]])


def _column(dice: Dice, data: bytes) -> bytes:
    separator = max((b";", b",", b"\t"), key=data[:400].count)
    rows = [line.split(separator) for line in data.split(b"\n")]
    at, new = dice.randrange(len(rows[0])), dice.choice((None, None, *CELLS))
    for row in rows:
        if at < len(row):
            row[at : at + 1] = [] if new is None else [row[at], new]
    return b"\n".join(separator.join(row) for row in rows)


def _noise(dice: Dice, data: bytes) -> bytes:
    at = dice.randint(0, len(data))
    return data[:at] + dice.randbytes(dice.randint(1, 8)) + data[at + dice.randint(0, 8) :]


def _cut(dice: Dice, data: bytes) -> bytes:
    return data[: dice.randint(0, len(data))]


def _swap(dice: Dice, data: bytes) -> bytes:
    old, new = dice.sample((b";", b",", b"\t", b"\n", b"\r\n", b'"', b".", b"|", b" ", b"="), 2)
    return data.replace(old, new)


def _many(dice: Dice, data: bytes) -> bytes:
    head, _, rest = data.partition(b"\n")
    return head + b"\n" + rest * dice.choice((2, 50))


def _encoded(dice: Dice, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(dice.choice(("utf-16", "utf-8-sig", "cp1251", "utf-32", "utf-16-be", "cp866")), "replace")


_EDITS = (_cell, _cell, _cell, _line, _line, _column, _noise, _cut, _swap, _many, _encoded)
WORDS = (
    '""', "0", "-1", "1e400", "nan", "true", "[]", "{}", "[[]]", '"\\u0000"', "1979-05-27", '"CN"', '["X", 5]', "'''",
    "{ a = 1 }", "99999999999999999999", '"%Y"', '"YYYY"', '"USD"', '"XXX"', "0.0", '"export"',
    '"A' + "a" * 3000 + '"', '{ "Burma" = 5 }',
)  # fmt: skip


def edited_toml(dice: Dice, text: str) -> bytes:
    """A TOML file with values, keys and tables changed."""
    lines = text.split("\n")
    for _ in range(dice.choice((1, 1, 2, 4))):
        at = dice.randrange(len(lines))
        key, mark, _ = lines[at].partition("=")
        spoilt = (
            f"{key}= {dice.choice(WORDS)}",
            "",
            lines[at] + " ]",
            f"odd{at} = 1",
            f"[{dice.choice(WORDS)}]",
            lines[at][1:],
        )
        lines[at] = (
            dice.choice(spoilt)
            if mark
            else dice.choice((lines[at], "", "[partner", f"[[{lines[at].strip('[]')}]]", "[about]"))
        )
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def trial_files() -> tuple[Given, ...]:
    """The files of the trials that are carried, with their mapping beside them where there is one."""
    return tuple(
        Given(path.name, path.read_bytes())
        for path in sorted(TRIALS.glob("*.*"))
        if path.suffix in (".csv", ".xlsx", ".json")
    )
