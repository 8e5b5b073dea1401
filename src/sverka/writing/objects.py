"""Claims, bounds and findings as the plain objects of the JSON contract, keys in one stable order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sverka.model.claims import Assertion, Claim, Mention, Products, Reading, SlotFill
from sverka.model.interval import Interval

Object = dict[str, Any]


def dump(value: object, *, line: bool = False) -> str:
    """JSON text: indented for one object, or on one `line` where several follow one another."""
    return json.dumps(value, ensure_ascii=False, indent=None if line else 2, allow_nan=False)


def plain_number(value: float | None) -> float | int | None:
    """A number without the noise of floating point: 12 significant digits, whole numbers without a fraction.

    >>> plain_number(54.166666666666671), plain_number(60.0), plain_number(None)
    (54.1666666667, 60, None)
    """
    if value is None:
        return None
    rounded = float(f"{value:.12g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded


def interval_pair(interval: Interval) -> list[float | int | None]:
    """`[low, high]`, `null` for an absent end."""
    return [plain_number(interval.low), plain_number(interval.high)]


def reading_object(reading: Reading, version: str) -> Object:
    """What `read` prints of one text."""
    return {
        **document_object(reading, version),
        "claims": [claim_object(claim) for claim in reading.claims],
        **rest_of_reading(reading),
    }


def document_object(reading: Reading, version: str) -> Object:
    """The head of every answer about one text."""
    about = {
        "lang": reading.lang,
        "published": reading.published,
        "reporter": reading.reporter,
        "title": reading.title,
        "main_period": reading.main_period,
    }
    return {"version": version, "source": reading.source, "document": about}


def rest_of_reading(reading: Reading) -> Object:
    """What a text says beside claims, and what was left unread."""
    unread = [
        {"start": item.start, "end": item.end, "text": item.text, "reason": item.reason} for item in reading.unread
    ]
    return {"assertions": [assertion_object(item) for item in reading.assertions], "unread": unread}


def claim_object(claim: Claim) -> Object:
    """A claim with the fields of the annotated corpus, its measure, intervals, mentions and slots."""
    return {
        "id": claim.id,
        "kind": claim.kind,
        "flow": claim.flow,
        "reporter": claim.reporter,
        "partners": list(claim.partners),
        "products": _products(claim.products),
        "period": claim.period,
        "base": claim.base,
        "hedge": claim.hedge,
        "value": plain_number(claim.value),
        "unit": claim.unit,
        "of": claim.of,
        **_uncommon(claim),
        "measure": None if claim.measure is None else str(claim.measure),
        "measure_reason": claim.measure_reason,
        "interval": interval_pair(claim.interval),
        "interval_wide": interval_pair(claim.interval_wide),
        "mentions": [mention_object(mention) for mention in claim.mentions],
        "slots": slots_object(claim.slots),
        **({"cited": claim.source} if claim.source else {}),
        **({"origin": claim.origin} if claim.origin else {}),
    }


def _uncommon(claim: Claim) -> Object:
    """The fields that only some claims have."""
    every = {
        "of_partners": list(claim.of_partners),
        "of_products": _products(claim.of_products),
        "value_hi": plain_number(claim.value_hi),
        "base_alt": claim.base_alt,
        "aspect": claim.aspect,
    }
    return {key: value for key, value in every.items() if value}


def _products(products: Products | None) -> Object | None:
    if products is None:
        return None
    return {"label": products.label, "hs": list(products.hs), "group": products.group}


def mention_object(mention: Mention) -> Object:
    """The span of one mention, with the block that it stands in and its own hedge."""
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "block": mention.block,
        "hedge": mention.hedge,
    }


def slots_object(fills: Iterable[SlotFill]) -> Object:
    """By slot, how it was filled; further fills of one slot (a second partner) stand under its `also`."""
    slots: dict[str, Object] = {}
    for fill in fills:
        entry = _fill(fill)
        if fill.slot in slots:
            slots[fill.slot].setdefault("also", []).append(entry)
        else:
            slots[fill.slot] = entry
    return slots


def _fill(fill: SlotFill) -> Object:
    span: Mapping[str, object] = {"start": fill.start, "end": fill.end, "text": fill.text}
    return {
        "value": fill.value,
        **(span if fill.start is not None else {}),
        "origin": fill.origin,
        "rule": fill.rule,
        "confidence": plain_number(fill.confidence),
    }


def assertion_object(item: Assertion) -> Object:
    """A statement about trade without a figure."""
    return {
        "id": item.id,
        "kind": item.kind,
        "label": item.label,
        "hs": list(item.hs),
        "partners": list(item.partners),
        "reporter": item.reporter,
        "covered": item.covered,
        "reason": item.reason,
        "mentions": [mention_object(mention) for mention in item.mentions],
    }
