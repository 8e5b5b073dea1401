"""Claims, assertions and what was left unread: all that reading gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sverka.model.interval import Interval
from sverka.model.measures import Measure

ClaimKind = Literal["level", "share", "growth", "balance", "rank", "count", "comparison"]
Hedge = Literal["exact", "about", "almost", "more_than", "less_than", "at_least", "at_most", "up_to"]
Whole = Literal["turnover", "export", "import", "production", "other"]
AssertionKind = Literal["supplies", "key_partner", "plan"]

CLAIM_KINDS: tuple[ClaimKind, ...] = ("level", "share", "growth", "balance", "rank", "count", "comparison")
HEDGES: tuple[Hedge, ...] = ("exact", "about", "almost", "more_than", "less_than", "at_least", "at_most", "up_to")
WHOLES: tuple[Whole, ...] = ("turnover", "export", "import", "production", "other")
ALL_GOODS = "all"
"""What goods of every kind are called where a text names them outright."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the input, by character offsets of the decoded text as given: `text == source[start:end]`."""

    start: int
    end: int
    text: str
    block: str = "body"
    hedge: Hedge = "exact"


@dataclass(frozen=True, slots=True)
class Products:
    """Goods as the text names them, with the HS chapters or ranges that they stand for (none when not mapped).

    `group` is the product-group id or HS code that stands for them in a measure.
    """

    label: str
    hs: tuple[str, ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True)
class SlotFill:
    """How one slot of a claim was filled: with what, from which words, carried from where, by which rule.

    `origin` is one of `number`, `own clause`, `own sentence`, `earlier sentence`, `headline`, `document`, `option`,
    `default`, `quoted for comparison`. `confidence` is between 0 and 1 and falls with the distance that a value was
    carried. `said` tells that an explicit word beside the number says it, no boundary and no other number between.
    """

    slot: str
    value: str
    origin: str
    rule: str
    confidence: float
    start: int | None = None
    end: int | None = None
    text: str = ""
    said: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure asserted of trade: a measure, the intervals in which it is stated to lie, and where it is said.

    The fields from `kind` to `aspect` are those of the annotated corpus; `measure` is `None` where the grammar cannot
    say the question, with the reason in `measure_reason`. `printed` is the number as printed, which gives its
    granularity. `measured_in` is the physical unit that a ratio is of (`kg`, `m3`; `None` is value). `source` cites a
    statement that stands in no text of this run, `published` says when it was made. `origin` tells who made a claim
    that was handed over (`person`, `model NAME`, `given`); `None` is Sverka's own reading.
    """

    id: str
    kind: ClaimKind
    value: float | None
    unit: str
    flow: str | None = None
    reporter: str | None = None
    partners: tuple[str, ...] = ()
    products: Products | None = None
    period: str | None = None
    base: str | None = None
    base_alt: str | None = None
    hedge: Hedge = "exact"
    value_hi: float | None = None
    of: Whole | None = None
    of_partners: tuple[str, ...] = ()
    of_products: Products | None = None
    aspect: str | None = None
    measured_in: str | None = None
    measure: Measure | None = None
    measure_reason: str | None = None
    interval: Interval = field(default=Interval(None, None))
    interval_wide: Interval = field(default=Interval(None, None))
    printed: str = ""
    mentions: tuple[Mention, ...] = ()
    slots: tuple[SlotFill, ...] = ()
    source: str | None = None
    published: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """A statement about trade without a figure: a supply, a key partner, a plan; one object per thing said.

    `goods` is the product-group id or HS code that stands for them in a measure, `hs` the chapters that these lie in.
    `covered` says whether customs records could hold it; `reason` says why not.
    """

    id: str
    kind: AssertionKind
    label: str
    hs: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    reporter: str | None = None
    covered: bool = True
    reason: str | None = None
    mentions: tuple[Mention, ...] = ()
    goods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A figure that was seen and not understood as a claim, with the reason."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that was handed over and not taken: its id or number, its words, its file, what is wrong, what to write.

    `number` counts from 1 in the file; `None` where it is the file itself that is not whole.
    """

    claim: str
    number: int | None
    quote: str
    file: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Assisted:
    """How a text was read by a model: which, where, in how many seconds or from what was kept, and how many of its
    claims were taken and refused. `note` says what went wrong and what to do, where Sverka's own reading stands.
    """

    model: str
    host: str
    cached: bool
    seconds: float
    claims: int
    rejected: int
    note: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of the text, by character offsets, with the number and the kind of the block that it stands in."""

    start: int
    end: int
    block: int
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names that could fill a slot of some figure: `slot` is `flow`, `partners`, `goods` or `period`.

    `value` is as in `SlotFill`, several partners or goods said in one breath joined by `+`; `all` is goods of every
    kind, said outright; `passage` is the number of
    the sentence among `Reading.passages`.
    """

    slot: str
    value: str
    start: int
    end: int
    text: str
    passage: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says: claims, assertions, and what was left unread.

    `text` is the decoded source as given (offsets count its characters); `main_period` is the period that most dated
    claims have, or the last full year before publication, for claims that leave theirs unsaid. Where claims were handed
    over, `second` holds, by the id of each, Sverka's own claim of the same figure, `rejected` what was not taken, and
    `notes` what names were taken for (`China → CN`); `assisted` says how a model was asked for them.
    `passages` are its sentences, `named` all that they name which a figure could be of.
    """

    source: str
    text: str
    lang: str
    published: str | None
    reporter: str | None
    title: str | None
    claims: tuple[Claim, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    unread: tuple[Unread, ...] = ()
    main_period: str | None = None
    notes: tuple[str, ...] = ()
    second: tuple[tuple[str, Claim], ...] = ()
    rejected: tuple[Rejected, ...] = ()
    passages: tuple[Passage, ...] = ()
    named: tuple[Named, ...] = ()
    assisted: Assisted | None = None

    def second_of(self, claim_id: str) -> Claim | None:
        """Sverka's own claim of the figure that a claim which was handed over is of."""
        return next((own for given, own in self.second if given == claim_id), None)
