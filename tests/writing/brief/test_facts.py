"""What a brief says without a figure is true too, and what the records lack is said."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sverka.measuring.book import Cube, open_book
from sverka.measuring.standings import partner_values
from sverka.model.period import Period
from sverka.model.slices import Flow, Slice
from sverka.recording.load import Request, load_records
from sverka.writing.brief.building import brief_of
from sverka.writing.brief.facts import Asker, Fact, asker_of
from sverka.writing.brief.history import history_facts
from sverka.writing.brief.lacking import lacking_facts
from sverka.writing.brief.partners import driver_facts
from sverka.writing.brief.records import STYLES, Asked

from .random_cubes import random_cube

SEEDS = range(120)
FLOWS = (Flow.EXPORT, Flow.IMPORT)


def asked_of(seed: int) -> Asker | None:
    cube, period = random_cube(seed)
    return asker_of(cube, period)


def test_who_is_said_to_have_moved_a_flow_most_did() -> None:
    seen = 0
    for asker in filter(None, map(asked_of, SEEDS)):
        for flow in (one for one in FLOWS if one in asker.window.flows):
            for fact in (one for one in driver_facts(asker, flow) if one.key.startswith("driver.")):
                now, before = (
                    partner_values(asker.series, Slice(flow, period=period))
                    for period in (asker.period, asker.window.base)
                )
                moved = {code: now.get(code, 0) - before.get(code, 0) for code in now.keys() | before}
                own = moved.pop(fact.words["partner"].value)
                up = fact.key.split(".")[1] == "up"
                assert all(own > other if up else own < other for other in moved.values())
                seen += 1
    assert seen > 30


def test_highest_and_lowest_are() -> None:
    seen: Counter[str] = Counter()
    for asker in filter(None, map(asked_of, SEEDS)):
        for fact in history_facts(asker):
            seen[fact.key] += 1
            values = _years(asker, Flow(fact.words["flow"].value))
            now, before = values[0], values[1:]
            if fact.key == "highest":
                assert now > max(before)
            elif fact.key == "lowest":
                assert now < min(before)
            elif fact.key.startswith("last_"):
                level = fact.figures["level"].value
                assert level in before[1:]
                assert (level > now) == (fact.key == "last_higher")  # type: ignore[operator]
            else:
                assert (values[0] > values[1]) == (fact.key == "turned.up")
                assert (values[1] > values[2]) != (fact.key == "turned.up")
    assert {"highest", "lowest", "last_higher", "last_lower"} <= set(seen)
    assert sum(seen[key] for key in ("turned.up", "turned.down")) > 2


def _years(asker: Asker, flow: Flow) -> list[float]:
    values: list[float] = []
    period = asker.period
    while asker.series.positions(flow, period) is not None:
        answer = asker.cube.measure(f"level({Slice(flow, period=period)}, {asker.unit})")
        if answer.series is not asker.series:
            break
        assert answer.value is not None
        values.append(answer.value)
        period = period.shift(-12)
    return values


def lacking(seed: int) -> list[Fact]:
    asker = asked_of(seed)
    return [] if asker is None else list(lacking_facts(asker))


def test_every_gap_is_said() -> None:
    kinds = {fact.key for seed in range(400) for fact in lacking(seed)}
    assert {"note.narrowed", "note.no_flow", "note.no_goods", "note.no_bases", "note.scope"} <= kinds


def test_a_flow_that_is_not_recorded() -> None:
    cube, period = next(found for found in map(random_cube, SEEDS) if set(found[0].series[0].blocks) == {Flow.EXPORT})
    for lang in ("en", "ru"):
        brief = brief_of(cube, period, Asked(lang))  # type: ignore[arg-type]
        assert brief is not None
        assert not [figure for figure in brief.figures if "import" in figure.measure or "turnover" in figure.measure]
        assert any(word in " ".join(brief.notes) for word in ("No imports are recorded", "Данных нет (импорт)"))


@pytest.mark.parametrize("style", STYLES)
def test_nothing_recorded(style: str) -> None:
    cube, _ = random_cube(0)
    assert brief_of(cube, Period.year(1999), Asked("en", "full", style)) is None  # type: ignore[arg-type]
    assert brief_of(Cube(cube.book, "CN", (), ""), Period.year(2024), Asked("en")) is None


def test_no_sentence_is_said_twice() -> None:
    for seed in range(0, 40, 2):
        cube, period = random_cube(seed)
        for lang in ("en", "ru"):
            brief = brief_of(cube, period, Asked(lang, "full", "press"))  # type: ignore[arg-type]
            said = [] if brief is None else [sentence.text for sentence in brief.sentences]
            assert len(said) == len(set(said))


def test_rows_in_quarantine_are_among_what_the_records_lack(tmp_path: Path) -> None:
    header = "CO_ANO;CO_MES;SH4;CO_PAIS;SG_UF_MUN;CO_MUN;KG_LIQUIDO;VL_FOB"
    sound = [f"{year};{month:02d};1201;160;PR;4118204;1000;520" for year in (2022, 2023) for month in range(1, 13)]
    (tmp_path / "EXP_1.csv").write_text("\n".join([header, *sound, "2023;05;120;160;PR;4118204;1000;7", "2023;05"]))
    load_records(tmp_path / "book", Request((tmp_path / "EXP_1.csv",)))
    told = {"en": "could not be read are in quarantine", "ru": "прочитать не удалось, они в карантине"}
    doubtful = {"en": "do not tell whose they are", "ru": "по которым не видно, чьи они"}
    with open_book(tmp_path / "book") as book:
        for lang in ("en", "ru"):
            brief = brief_of(book.cube("BR-PR"), Period.year(2023), Asked(lang))  # type: ignore[arg-type]
            assert brief is not None
            for words in (told[lang], doubtful[lang]):
                assert len([note for note in brief.notes if words in note]) == 1
