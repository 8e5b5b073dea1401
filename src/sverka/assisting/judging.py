"""What a model says → claims that the text bears out, as of any claims file; what it says of itself is left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sverka.claims_in import ClaimsFile, Text, read_claims_file
from sverka.claims_in.entries import Entry
from sverka.claims_in.taking import hold_claims
from sverka.model.errors import InputError

TAKEN = frozenset(
    "quote occurrence measure value value_hi unit hedge reporter why kind flow partners products period base of "
    "of_partners of_products aspect".split()
)
"""The fields of a claim that a model may fill. Not its id, not whose claim it is, and no other text than the one asked
about: whoever hands over another's claims as a person's would have them believed."""

_INSTEAD = "ask another model, or list the claims by hand for --claims"
_GOODS = ("products", "of_products")
_ASPECT = re.compile(r"[a-z_]{1,20}")

MOST_REFUSED = 100
"""How many refused claims are told of one text."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer held against a text: the text with its claims, how many were taken and refused, and why none was."""

    answer: str
    text: Text
    taken: int
    refused: int
    fault: InputError | None = None

    @property
    def is_clean(self) -> bool:
        """Whether nothing of it was refused."""
        return self.fault is None and not self.refused

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The greater, the better."""
        return self.fault is None, self.taken, -self.refused


def judged(answer: str, text: Text, model: str) -> Judged:
    """An answer of a model, held against the text that it was asked about."""
    name = f"model {model}"
    try:
        file = read_claims_file(answer.encode("utf-8", "replace"), name)
    except InputError as error:
        return Judged(answer, text, 0, 0, InputError(error.what, name, _INSTEAD))
    (held,) = hold_claims([_own(file, name)], [text])
    taken, rejected = sum(claim.origin is not None for claim in held.reading.claims), held.reading.rejected
    kept = held if taken or not rejected else text
    found = Text(kept.document, replace(kept.reading, rejected=rejected[:MOST_REFUSED]))
    fault = None
    if rejected and not taken:
        what = f"none of {len(rejected)} claims could be taken" if len(rejected) > 1 else "the claim could not be taken"
        fault = InputError(what, name, _INSTEAD)
    return Judged(answer, found, taken, len(rejected), fault)


def _own(file: ClaimsFile, name: str) -> ClaimsFile:
    """The entries of a file as claims of the model about the one text, whatever they say of themselves: a person's
    decisions and what a person said to be no claim are nothing that a model could hand over. What it says again in the
    very same words it has said once.
    """
    own: dict[str, Entry] = {}
    for entry in file.entries:
        stripped = _stripped(entry, name)
        own.setdefault(repr(sorted(stripped.fields.items())), stripped)
    return ClaimsFile(name, tuple(own.values()), {}, file.rejected)


def _stripped(entry: Entry, name: str) -> Entry:
    fields = {key: _bare(value) if key in _GOODS else value for key, value in entry.fields.items() if key in TAKEN}
    aspect = fields.get("aspect")
    if isinstance(aspect, str) and not _ASPECT.fullmatch(aspect):
        del fields["aspect"]
    return Entry(entry.number, fields, name, None, name)


def _bare(goods: object) -> object:
    """Goods by what a table knows of them: a label of a model's own making is looked up like a name."""
    if not isinstance(goods, dict):
        return goods
    return {key: value for key, value in goods.items() if key in ("hs", "group")} or goods.get("label")
