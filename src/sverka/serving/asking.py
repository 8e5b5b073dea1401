"""Measures asked of the book: each answered, or refused with what to write or what is recorded instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sverka.claims_in.measured import handed_measure
from sverka.model.errors import NotCoveredError, SverkaError
from sverka.serving.asked import check_names
from sverka.serving.desk import Desk
from sverka.serving.failing import by_field, told_parts
from sverka.serving.fields import Fields, wrong
from sverka.serving.recorded import checked_reporter, nothing_recorded, recorded_spans
from sverka.serving.short.figures import Definitions, release, short_number
from sverka.writing.objects import Object

if TYPE_CHECKING:
    from sverka.measuring.answers import Answer
    from sverka.measuring.book import Book, Cube
    from sverka.model.measures import Measure

_LABELLED = frozenset({"scope", "beyond_scope"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure as it was written, and its answer; or why it is none."""

    text: str
    answer: Answer | None = None
    error: SverkaError | None = None

    @property
    def is_answered(self) -> bool:
        """Whether a record answers."""
        return self.answer is not None and self.answer.value is not None


def measure(desk: Desk, fields: Fields) -> Object:
    """The figures that measures ask for; `NotCoveredError` where none of them is answered."""
    texts = fields.measures()
    if not texts:
        wrong("no measure", "measures", 'write "measures": ["level(export[CN;; 2023], USD)"]')
    who, source = checked_reporter(fields.need_name("reporter")), fields.name("source")
    with desk.book() as book:
        cube = book.cube(who, sources=(source,) if source else ())
        if not cube.series:
            raise nothing_recorded(book, cube, None, source)
        asked = [_asked(text, cube) for text in texts]
        if not any(one.is_answered for one in asked):
            raise _none_answered(asked, cube, desk)
        return _details(asked, cube, desk) if fields.flag("details") else _short(asked, cube, book, desk)


def _asked(text: str, cube: Cube) -> Asked:
    try:
        found = known_measure(text, _own_codes(cube))
    except SverkaError as error:
        return Asked(text, error=error)
    return Asked(text, cube.measure(found))


def _own_codes(cube: Cube) -> frozenset[str]:
    """The book's own codes of partners and units of quantity."""
    return frozenset(code for series in cube.series for flow in series.blocks for code in series.partner_codes(flow))


def known_measure(text: str, own: frozenset[str] = frozenset()) -> Measure:
    """A measure whose places and goods may be written as names; `own` codes stay as they are.

    Errors say what to write instead of what is unknown.
    """
    found = handed_measure(text, own)
    check_names([text], [found], (), own)
    return found


def _refusal(one: Asked, desk: Desk) -> str:
    """Why a measure has no figure."""
    if one.error is not None:
        return ": ".join(told_parts(one.error, desk.ui))
    return "; ".join(_remarks(one, desk))


def _remarks(one: Asked, desk: Desk, *, labelled: bool = True) -> Iterator[str]:
    from sverka.writing.remarks import remark_text

    assert one.answer is not None
    for remark in one.answer.remarks:
        if labelled or remark.kind not in _LABELLED:
            yield by_field(remark_text(remark, desk.ui))


def _none_answered(asked: Sequence[Asked], cube: Cube, desk: Desk) -> SverkaError:
    """The one error there is, or all of them; with what is recorded where it is a matter of that."""
    errors = [one.error for one in asked if one.error is not None]
    if len(errors) == len(asked):
        errors[0].others = tuple(errors[1:])
        return errors[0]
    told = "; ".join(dict.fromkeys(_refusal(one, desk) for one in asked))
    return NotCoveredError(told, cube.reporter, _recorded(cube, desk))


def _recorded(cube: Cube, desk: Desk) -> str:
    from sverka.checking.wording import phrasebook

    return phrasebook("sverka.serving", desk.ui).say("recorded", spans="; ".join(recorded_spans(cube)))


def _short(asked: Sequence[Asked], cube: Cube, book: Book, desk: Desk) -> Object:
    definitions = Definitions(desk.ui)
    figures = [_figure(one, book, desk, definitions) for one in asked]
    told: Object = {"reporter": cube.reporter, "figures": figures}
    told |= _shared_notes(figures)
    told["definitions"] = definitions.told()
    if any(not one.is_answered for one in asked):
        told["covers"] = recorded_spans(cube)
    return told


def _shared_notes(figures: Sequence[Object]) -> Object:
    """The notes that several figures have, told once and taken from these."""
    counts = Counter(note for one in figures for note in one.get("notes", ()))
    shared = [note for note, count in counts.items() if count > 1]
    for one in figures:
        own = [note for note in one.pop("notes", ()) if note not in shared]
        if own:
            one["notes"] = own
    return {"notes": shared} if shared else {}


def _figure(one: Asked, book: Book, desk: Desk, definitions: Definitions) -> Object:
    if not one.is_answered:
        asked = one.text if one.answer is None else str(one.answer.measure)
        return {"measure": asked, "value": None, "refused": _refusal(one, desk)}
    from sverka.measuring.lineage import definition_text, used_definitions
    from sverka.writing.scopes import remark_label

    answer = one.answer
    assert answer is not None
    assert answer.series is not None
    scopes = [remark_label(remark, desk.ui) for remark in answer.remarks if remark.kind == "scope"]
    notes = list(_remarks(one, desk, labelled=False))
    return {
        "measure": str(answer.measure),
        "value": short_number(answer.value, answer.unit),
        "unit": answer.unit,
        **({"period": str(answer.assumed)} if answer.assumed else {}),
        "release": release(answer.series.key.source, book.version, book.snapshot.date),
        "definition": definitions.name(definition_text(answer.series, used_definitions(answer), desk.ui)),
        **({"scope": ", ".join(scopes)} if scopes else {}),
        **({"notes": notes} if notes else {}),
    }


def _details(asked: Sequence[Asked], cube: Cube, desk: Desk) -> Object:
    """What `sverka measure --format json` prints, with what was refused in its place."""
    from sverka.writing.book_objects import answer_object

    figures = [
        {"measure": one.text, "value": None, "refused": _refusal(one, desk)}
        if one.answer is None
        else answer_object(one.answer, cube)
        for one in asked
    ]
    return {"reporter": cube.reporter, "figures": figures}
