"""Entries and texts → readings with the claims that were handed over: validated, not trusted; what is wrong is told."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from sverka.claims_in.entries import ClaimsFile, Entry
from sverka.claims_in.fields import PLAN, claim_of, count_of, id_of, text_of
from sverka.claims_in.joining import Given, joined
from sverka.claims_in.naming import names_told
from sverka.claims_in.numbers import Number, Numbers
from sverka.claims_in.quoting import Quotes, Span
from sverka.model.claims import Claim, Mention, Reading, Rejected, SlotFill
from sverka.model.errors import InputError
from sverka.model.period import Period
from sverka.reading.document import Block, Document
from sverka.reference.formulate import formulate
from sverka.reference.hedges import stated_intervals
from sverka.reference.units import TIMES

GIVEN_WITH = "given with the claim"
_MONTHS = 12
_SLOTS = ("kind", "flow", "partners", "reporter", "period", "base", "of")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and Sverka's own reading of it."""

    document: Document
    reading: Reading


def take_claims(
    files: Sequence[ClaimsFile], texts: Sequence[Text], *, published: str | None = None, reporter: str | None = None
) -> tuple[Text, ...]:
    """The texts, each with the claims of the files that are of it in place of its own; those that it lacks come after.

    Without texts the claims stand alone: each source that they name is a text made of their quotes. `published` and
    `reporter` are what those leave unsaid. Raise `InputError` where none of the claims could be taken.
    """
    taken = hold_claims(files, texts, published=published, reporter=reporter)
    _need_one(files, taken)
    return taken


def hold_claims(
    files: Sequence[ClaimsFile], texts: Sequence[Text], *, published: str | None = None, reporter: str | None = None
) -> tuple[Text, ...]:
    """As `take_claims`, where it is no error that none could be taken."""
    entries = [entry for file in files for entry in file.entries]
    refused = [one for file in files for one in file.rejected]
    alone = not texts
    if alone:
        texts = _made_texts(files, published, reporter)
    decided = bool(files) and all(file.decided for file in files)
    homes: list[list[Entry]] = [[] for _ in texts]
    for entry in entries:
        try:
            homes[_home(entry, texts, alone)].append(entry)
        except InputError as error:
            refused.append(entry.rejected(error.what, error.next_step))
    return tuple(
        _Taker(text, alone=alone, decided=decided).taken(own, refused if at == 0 else ())
        for at, (text, own) in enumerate(zip(texts, homes, strict=True))
    )


def _need_one(files: Sequence[ClaimsFile], taken: Sequence[Text]) -> None:
    """Raise where every claim was refused, with what was wrong with each."""
    rejected = [one for text in taken for one in text.reading.rejected]
    dismissed = any(entry.dismissed for file in files for entry in file.entries)
    if rejected and not dismissed and not any(claim.origin for text in taken for claim in text.reading.claims):
        what = f"none of {len(rejected)} claims could be taken" if len(rejected) > 1 else "the claim could not be taken"
        error = InputError(what, ", ".join(file.name for file in files), "mend them as told")
        error.others = tuple(refusal(one) for one in rejected)
        raise error


def refusal(one: Rejected) -> InputError:
    """A claim that was not taken as an error that names it."""
    where = one.file
    if one.number is not None:
        where = f"{one.file}, claim {one.number} {one.quote!r}" if one.quote else f"{one.file}, claim {one.number}"
    return InputError(one.what, where, one.advice)


def _home(entry: Entry, texts: Sequence[Text], alone: bool) -> int:
    """Which text a claim is of: the one it names, the only one, or the only one that has its words."""
    names = [text.document.source for text in texts]
    if alone:
        return names.index(entry.source or entry.file)
    if len(texts) == 1:
        return 0
    found = [at for at, name in enumerate(names) if entry.source in (name, PurePath(name).name)]
    found = found or [at for at, name in enumerate(names) if entry.source and PurePath(entry.source).name == name]
    if not found and entry.source is None:
        found = [at for at, text in enumerate(texts) if entry.words and Quotes(text.document).places(entry.words)]
    if len(found) == 1:
        return found[0]
    what = (
        "which text the claim is of is not said" if entry.source is None else f"no text {entry.source[:80]!r} was given"
    )
    raise InputError(what, "", f'write "source": one of {", ".join(names)[:200]}')


def _made_texts(files: Sequence[ClaimsFile], published: str | None, reporter: str | None) -> list[Text]:
    """For claims without a text, one made of their quotes, a line each, by source."""
    quotes: dict[str, list[str]] = {}
    about: dict[str, Mapping[str, object]] = {}
    for file in files:
        for source, head in file.about.items():
            quotes.setdefault(source or file.name, [])
            about[source or file.name] = head
        for entry in file.entries:
            quotes.setdefault(entry.source or file.name, [])
            quotes[entry.source or file.name] += [entry.words] if entry.words and not entry.dismissed else []
    return [_made(name, lines, about.get(name, {}), published, reporter) for name, lines in quotes.items()]


def _made(name: str, lines: list[str], about: Mapping[str, object], day: str | None, reporter: str | None) -> Text:
    blocks, text = [], ""
    for line in dict.fromkeys(lines):
        blocks.append(Block("item", len(text), len(text) + len(line)))
        text += line + "\n"
    said, lang, whose = (about.get(key) for key in ("published", "lang", "reporter"))
    cyrillic = sum("а" <= char.lower() <= "я" for char in text) > len(text) / 4
    spoken = lang if lang in ("ru", "en") else "ru" if cyrillic else "en"
    document = Document(name, text, text, None, tuple(blocks), str(spoken))
    dated = day or (said if isinstance(said, str) else None)
    about_whom = reporter or (whose if isinstance(whose, str) else None)
    return Text(document, Reading(name, text, str(spoken), dated, about_whom, None))


class _Taker:
    """Takes the claims of one text."""

    def __init__(self, text: Text, *, alone: bool, decided: bool = False) -> None:
        self._text = text
        self._alone = alone
        self._decided = decided
        self._dismissed: list[Span] = []
        self._quotes = Quotes(text.document)
        self._numbers = Numbers(text.document, text.reading.lang)
        self._told: dict[str, None] = {}

    def taken(self, entries: Sequence[Entry], refused: Sequence[Rejected]) -> Text:
        """The text with the claims of its entries, and what was refused of them."""
        given: list[Given] = []
        before, rejected = self._text.reading.rejected, list(refused)
        ids: set[str] = set()
        for entry in entries:
            try:
                if entry.dismissed:
                    self._dismiss(entry)
                    continue
                with names_told() as told:
                    placed = self._placed(entry)
                wanted = id_of(entry.fields)
                if wanted in ids:
                    raise InputError(
                        f"the id {wanted!r} is taken by an earlier claim", "", "give each its own id, or none"
                    )
            except InputError as error:
                rejected.append(entry.rejected(error.what, error.next_step))
                continue
            ids |= {wanted} if wanted else set()
            self._told |= told
            given.append(replace(placed, claim=replace(placed.claim, id=wanted or "")))
        rejected.sort(key=lambda one: (one.file, one.number or 0))
        reading = replace(
            self._text.reading, rejected=(*before, *rejected), notes=(*self._text.reading.notes, *self._told)
        )
        return replace(self._text, reading=joined(reading, given, self._dismissed, decided=self._decided))

    def _dismiss(self, entry: Entry) -> None:
        """Keep the place of a figure that a person said is no claim; without a text there is none."""
        place, _ = self._place(entry) if not self._alone else (None, "")
        self._dismissed.extend([self._text.document.span(*place)] if place else [])

    def _placed(self, entry: Entry) -> Given:
        """The claim of an entry at its place; `InputError` for what does not stand in the text or is not said so."""
        claim = claim_of(entry, self._text.reading.reporter)
        self._need_past(claim)
        place, quote = self._place(entry)
        if place is None:
            return Given(_stated(claim, None), None)
        start, end = place
        number = self._number(claim, quote, place)
        value, high = number.ends(claim.value or 0.0, claim.value_hi)
        claim = replace(claim, value=value, value_hi=high)
        if "hedge" not in entry.fields:
            claim = replace(claim, hedge=number.hedge)
        span = self._text.document.span(max(number.start, 0), number.end) if number.end > start else (start, end)
        mention = self._mention(span, number.start, claim)
        why = " ".join((text_of(entry.fields, "why") or "").split())[:300]
        claim = replace(_stated(claim, number), mentions=(mention,))
        return Given(replace(claim, slots=tuple(_fills(claim, why, mention))), span)

    def _place(self, entry: Entry) -> tuple[Span | None, str]:
        """Where the words of a claim stand in the document's text, and the words."""
        quote = entry.words
        if not quote:
            if self._alone:
                return None, ""
            raise InputError("a claim without its quote", "", 'write "quote": the figure\'s words in the text')
        occurrence = count_of(entry.fields, "occurrence")
        document = self._text.document
        place = _stands_at(entry.first_mention, document) if not occurrence and not entry.fields.get("quote") else None
        if place is not None:
            return place, document.text[slice(*place)]
        if self._alone:
            occurrence = 1
        return self._quotes.place(quote, occurrence), quote

    def _number(self, claim: Claim, quote: str, place: Span) -> Number:
        """The number in the quote that gives the value; `InputError` with both where none does."""
        assert claim.value is not None
        found = self._numbers.within(*place)
        if not any(number.gives(claim.value, claim.unit) for number in found):
            found += self._numbers.of_quote(quote, place[0])
        for number in found:
            if number.gives(claim.value, claim.unit) and (
                claim.value_hi is None or any(one.gives(claim.value_hi, claim.unit) for one in found)
            ):
                return number
        if not found:
            raise InputError("the quote has no number that can be read", "", "quote the words with the figure")
        told = ", ".join(dict.fromkeys(number.told() for number in found))
        what = f"the value is {claim.value:.12g} {claim.unit}, the number in the quote {told}"
        raise InputError(what, "", "write the value of the quote, or quote the words of the value")

    def _need_past(self, claim: Claim) -> None:
        """Raise for a period that had not begun, or a year that had not ended, when the text was published."""
        published = self._text.reading.published
        for name, text in periods_to_come(claim, published):
            what = f"the {name} {text} comes after the day of publication, {published}"
            raise InputError(what, "", 'write the period of the figure, or "aspect": "plan" for what is expected')

    def _mention(self, span: Span, at: int, claim: Claim) -> Mention:
        blocks = (block.kind for block in self._text.document.blocks if block.start <= at < block.end)
        return Mention(*span, self._text.document.given[span[0] : span[1]], next(blocks, "body"), claim.hedge)


def _stands_at(mention: Mapping[str, object], document: Document) -> Span | None:
    """The place of a mention whose offsets still are those of its words; `None` where the text is another."""
    start, words = mention.get("start"), mention.get("text")
    if not isinstance(start, int) or not isinstance(words, str) or not words:
        return None
    if start < 0 or document.given[start : start + len(words)] != words:
        return None
    if document.origin is None:
        return start, start + len(words)
    return bisect_left(document.origin, start), bisect_left(document.origin, start + len(words))


def periods_to_come(claim: Claim, published: str | None) -> list[tuple[str, str]]:
    """The period and the base of a claim, by name, as far as they had not begun when the text was published; a year had
    to have ended. None of a plan.
    """
    latest = _month(published)
    if latest is None or claim.aspect == PLAN:
        return []
    said = [(name, text) for name, text in (("period", claim.period), ("base", claim.base)) if text]
    periods = [(name, text, Period.parse(text)) for name, text in said]
    return [(name, text) for name, text, one in periods if one.first_month + (one.months >= _MONTHS) > latest]


def _month(published: str | None) -> int | None:
    """The month of publication, counted as periods count them; the last one of a year alone."""
    parts = (published or "").split("-")
    if not all(part.isdigit() for part in parts):
        return None
    return int(parts[0]) * _MONTHS + (int(parts[1]) - 1 if len(parts) > 1 else _MONTHS - 1)


def _stated(claim: Claim, number: Number | None) -> Claim:
    """The claim with its measure and its intervals."""
    measure, reason = (claim.measure, None) if claim.measure else formulate(claim)
    if claim.aspect == PLAN or claim.measure_reason:
        measure, reason = None, claim.measure_reason or formulate(replace(claim, measure=None))[1]
    printed = number.printed if number else ""
    fraction = number is not None and number.is_fraction and claim.unit != TIMES
    assert claim.value is not None
    narrow, wide = stated_intervals(
        claim.value, claim.unit, claim.hedge, printed, value_hi=claim.value_hi, fraction=fraction
    )
    return replace(claim, measure=measure, measure_reason=reason, interval=narrow, interval_wide=wide, printed=printed)


def _fills(claim: Claim, why: str, mention: Mention) -> Iterator[SlotFill]:
    """Each slot as it was given, by whom, with the reason that came with it."""
    origin, rule = claim.origin or "", why or GIVEN_WITH
    yield SlotFill(
        "value", claim.printed or f"{claim.value:.12g}", origin, rule, 1.0, mention.start, mention.end, mention.text
    )
    for name in _SLOTS:
        value = getattr(claim, name)
        if value:
            text = "+".join(value) if isinstance(value, tuple) else str(value)
            yield SlotFill(name, text, origin, rule, 1.0)
    if claim.products is not None:
        yield SlotFill("goods", claim.products.group or claim.products.label, origin, rule, 1.0)
