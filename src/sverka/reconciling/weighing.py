"""One reconciliation from end to end: claims sorted into blocks, each block weighed, the results put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from sverka.model.claims import Claim
from sverka.model.errors import UsageError
from sverka.model.findings import Bound, BoundSide, Conflict, Correction, Idle, LimitMet, Reconciliation
from sverka.model.measures import Measure, measure_period
from sverka.model.period import Period
from sverka.reconciling.blocks import Asked, Block, Entry, Sorter, main_currencies, named_members, sort_into_blocks
from sverka.reconciling.consequences import pick_consequences
from sverka.reconciling.idle import idle_claims
from sverka.reconciling.limits import Limits
from sverka.reconciling.meaning import Meaning, ReferenceMeaning
from sverka.reconciling.resolving import LeftOutError, Resolver
from sverka.reconciling.senses import other_senses
from sverka.reconciling.tallies import Tally, tallies, tally_bound, tally_conflicts, tally_corrections
from sverka.reconciling.targets import default_targets
from sverka.reconciling.weighed import Weighed, weigh_block
from sverka.reference.told_units import as_measured, as_told, interval_as_told


@dataclass(frozen=True, slots=True)
class Request:
    """What a reconciliation is asked."""

    claims: tuple[Claim, ...]
    targets: tuple[tuple[Measure, str | None], ...]
    assumed: Mapping[str, str]
    target_period: str | None
    exact: bool


@dataclass(slots=True)
class _Sorted:
    """Claims and targets resolved, with what was left out."""

    sorter: Sorter
    entries: list[Entry] = field(default_factory=list)
    idle: list[Idle] = field(default_factory=list)
    asked: list[Asked | Bound] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)


def weigh(request: Request, meaning: Meaning | None, limits: Limits) -> Reconciliation:
    """The reconciliation that is asked for."""
    resolved = _sorted(request, meaning or ReferenceMeaning())
    order = {claim.id: at for at, claim in enumerate(request.claims)}
    blocks = sort_into_blocks(resolved.entries, [item for item in resolved.asked if isinstance(item, Asked)])
    budget = limits.clock() + limits.seconds
    weighed = [_weigh(block, resolved, order, limits, budget) for block in blocks]
    conflicts = tuple(conflict for block in weighed for conflict in block.conflicts)
    worth = [bound for block in weighed for bound in block.worth]
    consequences = pick_consequences(worth, {claim.id: claim for claim in request.claims}, limits.consequences)
    answers = {id(asked): bound for block in weighed for asked, bound in block.answers}
    asked = [item if isinstance(item, Bound) else answers[id(item)] for item in resolved.asked]
    notes, conflicts = other_senses(
        resolved.sorter, weighed, conflicts=conflicts, main=[*(asked or worth), *consequences], limits=limits
    )
    told = tally_conflicts(resolved.tallies, limits.conflicts)
    clashing = {claim for conflict in told for claim in conflict.claims}
    removable = _corrections(weighed, tally_corrections(resolved.tallies), order, limits.corrections + 1)
    idle = [*resolved.idle, *(item for block in weighed for item in idle_claims(block))]
    return Reconciliation(
        bounds=tuple(asked or worth),
        conflicts=tuple(_as_told(conflict, request.claims) for conflict in (*conflicts, *told)),
        consequences=consequences,
        idle=tuple(sorted((item for item in idle if item.claim not in clashing), key=lambda item: order[item.claim])),
        senses=notes,
        corrections=removable[: limits.corrections],
        dropped=tuple(sorted((claim for block in weighed for claim in block.dropped), key=order.__getitem__)),
        limits=_limits(weighed, len(told), removable, limits),
    )


def _weigh(block: Block, resolved: _Sorted, order: Mapping[str, int], limits: Limits, budget: float) -> Weighed:
    """One block with the questions worth asking of it."""
    reporter, _ = block.world
    worth = []
    for wanted in default_targets(block, resolved.sorter.currencies.get(reporter), limits.targets):
        try:
            worth.append(resolved.sorter.asked(wanted.measure, reporter, wanted.assumed))
        except LeftOutError:
            continue
    return weigh_block(block, worth, order, limits, budget)


def _sorted(request: Request, meaning: Meaning) -> _Sorted:
    """Claims and targets resolved."""
    claims = [as_measured(claim) for claim in _without_repeats(request.claims)]
    sorter = Sorter(Resolver(meaning), main_currencies(claims, request.targets), request.exact)
    resolved = _Sorted(sorter)
    periods = {claim: _period(text) for claim, text in request.assumed.items()}
    named = named_members(claims)
    for claim in claims:
        try:
            resolved.entries.append(sorter.entry(claim, periods.get(claim.id), named))
        except LeftOutError as left_out:
            resolved.idle.append(Idle(claim.id, str(left_out), left_out.code, left_out.details))
    reporters = list(dict.fromkeys(claim.reporter for claim in claims))
    assumed = _period(request.target_period) if request.target_period else _usual_period(resolved.entries)
    resolved.tallies = tallies(claims, periods, exact=request.exact)
    clashing = [claim for choices in tally_corrections(resolved.tallies) for claim in choices[0]]
    for measure, reporter in request.targets:
        for who in [reporter] if reporter is not None or not reporters else reporters:
            told = tally_bound(measure, who, assumed, resolved.tallies, clashing)
            resolved.asked.append(told or _asked(sorter, measure, who, assumed))
    return resolved


def _without_repeats(claims: Sequence[Claim]) -> list[Claim]:
    """The claims; raise `UsageError` when two have one id."""
    repeated = [claim for claim, times in Counter(claim.id for claim in claims).items() if times > 1]
    if repeated:
        raise UsageError("two statements have one id", repeated[0], "give each its own")
    return list(claims)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise UsageError(
            "a period that cannot be read", text, "write 2023, 2023-Q1, 2023-04 or 2023-01/2023-08"
        ) from error


def _usual_period(entries: Iterable[Entry]) -> Period | None:
    """The period most claims are assumed to be of, else that most are about."""
    found = list(entries)
    assumed = Counter(entry.assumed for entry in found if entry.assumed)
    about = Counter(period for entry in found if (period := measure_period(entry.measure)))
    return next((period for period, _ in (assumed or about).most_common(1)), None)


def _asked(sorter: Sorter, measure: Measure, reporter: str | None, assumed: Period | None) -> Asked | Bound:
    """A target as a question, or as a bound without ends when it cannot be asked."""
    try:
        return sorter.asked(measure, reporter, assumed)
    except LeftOutError as left_out:
        return Bound(measure, reporter, "", BoundSide(None), BoundSide(None), note=str(left_out))


def _as_told(conflict: Conflict, claims: Iterable[Claim]) -> Conflict:
    """A conflict with each correction in the unit of its claim."""
    known = {claim.id: claim for claim in claims if claim.id in conflict.claims}
    return replace(conflict, corrections=tuple(_told(one, known[one.claim]) for one in conflict.corrections))


def _told(one: Correction, claim: Claim) -> Correction:
    to = None if one.to is None else as_told(claim, one.to)
    return replace(one, stated=interval_as_told(claim, one.stated), to=to)


def _limits(weighed: Iterable[Weighed], told: int, removable: Sequence[object], limits: Limits) -> tuple[LimitMet, ...]:
    """The limits that were met anywhere, each once."""
    found = [limit for block in weighed for limit in block.limits]
    if told >= limits.conflicts:
        text = f"the search for conflicts was stopped at {told}: there may be more"
        found.append(LimitMet("conflicts", text, limits.conflicts))
    if len(removable) > limits.corrections:
        text = f"{limits.corrections} sets of statements to leave out are told: there are more"
        found.append(LimitMet("corrections", text, limits.corrections))
    return tuple(dict.fromkeys(found))


def _corrections(
    weighed: Iterable[Weighed], told: Iterable[tuple[frozenset[str], ...]], order: Mapping[str, int], most: int
) -> tuple[tuple[str, ...], ...]:
    """Minimal sets whose removal reconciles everything: one from each block and tally, smallest first."""
    sets = [*(block.clashes.corrections for block in weighed if block.clashes.corrections), *told]
    if not sets:
        return ()
    joined: list[frozenset[str]] = [frozenset()]
    for choices in sets:
        joined = sorted((one | other for one, other in product(joined, choices)), key=len)[:most]
    return tuple(tuple(sorted(claims, key=order.__getitem__)) for claims in joined)


__all__ = ["Conflict", "Request", "weigh"]
