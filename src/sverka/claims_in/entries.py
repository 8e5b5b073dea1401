"""A claims file → its entries, whatever stands around them: one object, JSON Lines, an answer in prose, a cut answer.

Nothing is believed here: an entry is a bag of fields with its number, the source that it is of, and who made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sverka.claims_in.json_within import CUT, Found, find_json
from sverka.model.claims import Rejected
from sverka.model.errors import InputError

MAX_BYTES = 5_000_000
MAX_CLAIMS = 10_000
MAX_DEPTH = 20
GIVEN = "given"
_SHORT = 80
_CLAIM_FIELDS = frozenset({"quote", "measure", "value", "kind", "mentions"})
_DOCUMENT_FIELDS = ("published", "lang", "reporter")

Fields = Mapping[str, object]
_Given = tuple[object, str | None, object, bool]
"""Fields, source, origin, and whether they are a claim."""
DECISIONS = "sverka decisions 1"
"""The `form` of a file of decisions."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim as it stands in a file: `number` counts from 1, `source` is the text that it is said to be of.

    `dismissed`: its words are a figure that a person said is no claim.
    """

    number: int
    fields: Fields
    file: str
    source: str | None = None
    origin: object = GIVEN
    dismissed: bool = False

    @property
    def first_mention(self) -> Fields:
        """The first of its mentions, as `sverka read` prints them."""
        mentions = self.fields.get("mentions")
        first = mentions[0] if isinstance(mentions, list) and mentions else None
        return first if isinstance(first, dict) else {}

    @property
    def words(self) -> str:
        """Its quote, else the words of its first mention, on one line."""
        quote = self.fields.get("quote") or self.first_mention.get("text")
        return " ".join(quote.split()) if isinstance(quote, str) else ""

    @property
    def quote(self) -> str:
        """Its words, for messages."""
        return self.words if len(self.words) <= _SHORT else self.words[: _SHORT - 1] + "…"

    def rejected(self, what: str, advice: str) -> Rejected:
        """The entry as refused."""
        given = self.fields.get("id")
        return Rejected(
            str(given)[:40] if given else str(self.number), self.number, self.quote, self.file, what, advice
        )


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """The entries of a file in order, what it says of its texts by their source, and what could not be taken of it.

    `decided`: it holds what a person decided of Sverka's own claims, so these keep their names and their order.
    """

    name: str
    entries: tuple[Entry, ...]
    about: Mapping[str | None, Fields]
    rejected: tuple[Rejected, ...] = ()
    decided: bool = False


def read_claims_file(data: bytes, name: str) -> ClaimsFile:
    """The claims of a file of at most 5 MB and 10,000 claims; `InputError` where there are none to be had."""
    if len(data) > MAX_BYTES:
        raise InputError(f"more than {MAX_BYTES // 1_000_000} MB of claims", name, "split the file")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("a claims file that is not UTF-8", name, "save it as UTF-8") from None
    if not text.strip():
        raise InputError("an empty claims file", name, 'write {"claims": [{"quote": …, "measure": …, "value": …}]}')
    found = find_json(text, name)
    about: dict[str | None, Fields] = {}
    entries: list[Entry] = []
    rejected: list[Rejected] = []
    dismissed = list(_dismissed(found))
    for fields, source, origin, is_claim in (*_claims(found, about), *dismissed):
        number = len(entries) + len(rejected) + 1
        if number > MAX_CLAIMS:
            raise InputError(f"more than {MAX_CLAIMS} claims", name, "split the file")
        entry = Entry(number, fields if isinstance(fields, dict) else {}, name, source, origin, not is_claim)
        fault = _fault(fields)
        rejected.extend([entry.rejected(*fault)] if fault else [])
        entries.extend([] if fault else [entry])
    if found.is_cut:
        rejected.append(Rejected("", None, "", name, CUT, "ask for the rest, or write it"))
    if not entries and not rejected and not about:
        raise InputError("no claims in it", name, 'write {"claims": [{"quote": …, "measure": …, "value": …}]}')
    decided = any(isinstance(one, dict) and one.get("form") == DECISIONS for one in found.values)
    return ClaimsFile(name, tuple(entries), about, tuple(rejected), decided)


def _dismissed(found: Found) -> Iterator[_Given]:
    """The figures that a person said are no claims, with the source that they are of."""
    for value in found.values:
        listed = value.get("dismissed") if isinstance(value, dict) else None
        for one in listed if isinstance(listed, list) else ():
            yield one, _text(value, "source"), GIVEN, False


def _fault(fields: object) -> tuple[str, str] | None:
    if not isinstance(fields, dict):
        return "a claim that is no object", 'write {"quote": …, "measure": …, "value": …, "unit": …}'
    if not _CLAIM_FIELDS & set(fields):
        return "an object without the fields of a claim", "write quote, measure, value, unit; see sverka schema claims"
    if _depth(fields) > MAX_DEPTH:
        return f"fields more than {MAX_DEPTH} deep", "write quote, measure, value, unit; see sverka schema claims"
    return None


def _depth(value: object, level: int = 0) -> int:
    if level > MAX_DEPTH or not isinstance(value, dict | list):
        return level
    inner = value.values() if isinstance(value, dict) else value
    return max((_depth(one, level + 1) for one in inner), default=level + 1)


def _claims(found: Found, about: dict[str | None, Fields]) -> Iterator[_Given]:
    """Each claim with its source and origin; what is said of the texts is put into `about`."""
    for value in found.values:
        for fields, source, origin in _of(value, None, GIVEN, about):
            yield fields, source, origin, True


def _of(
    value: object, source: str | None, origin: object, about: dict[str | None, Fields]
) -> Iterator[tuple[object, str | None, object]]:
    """The claims of one value: an answer, a document of it, a list of claims, or a claim."""
    if isinstance(value, list):
        for one in value:
            yield one, _text(one, "source") or source, one.get("origin", origin) if isinstance(one, dict) else origin
        return
    if not isinstance(value, dict):
        yield value, source, origin
        return
    source, origin = _text(value, "source") or source, value.get("origin", origin)
    documents, claims = value.get("documents"), value.get("claims")
    if isinstance(documents, list):
        for one in documents:
            yield from _of(one, source, origin, about)
    elif isinstance(claims, list):
        head = value.get("document")
        head = {**value, **head} if isinstance(head, dict) else value
        about[source] = {name: head.get(name) for name in _DOCUMENT_FIELDS}
        yield from _of(claims, source, origin, about)
    elif "claims" not in value and ("error" not in value or _CLAIM_FIELDS & set(value)):
        yield value, source, origin


def _text(value: object, name: str) -> str | None:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) and found else None
