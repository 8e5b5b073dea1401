"""JSON in a file that people or models wrote: alone, one object a line, in a fence, amid prose, or cut off."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sverka.model.errors import InputError

CUT = "the answer breaks off, its last claim is not whole"
NO_CLAIMS = 'write {"claims": [{"quote": …, "measure": …, "value": …}]}'
MAX_TRIES = 400
_OPENS = re.compile(r"[{\[]")
_LIST = re.compile(r'"claims"\s*:\s*\[')
_ESCAPES = re.compile(
    r"\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?P<half>u[dD][89a-fA-F][\da-fA-F]{2})|.)"
)
_LONGEST_WHOLE = 20
_BETWEEN = re.compile(r"[\s,]*")
_LOOKS = ("claims", "documents", "quote", "measure")


@dataclass(frozen=True, slots=True)
class Found:
    """The values found, and whether the last one was cut off."""

    values: tuple[object, ...]
    is_cut: bool = False


def _whole(text: str) -> int | float:
    """A whole number; one that no figure has so many digits of becomes a float, at worst an infinite one."""
    return int(text) if len(text) <= _LONGEST_WHOLE else float(text)


_DECODER = json.JSONDecoder(parse_int=_whole)


def find_json(text: str, name: str) -> Found:
    """The claims' JSON in a text: `InputError` where there is none."""
    stripped = _ESCAPES.sub(_sound, text.strip())
    try:
        for attempt in (_alone, _lines, _within, _cut):
            found = attempt(stripped)
            if found is not None:
                return found
    except RecursionError:
        raise InputError("JSON nested too deep", name, "write one object with a list of claims") from None
    raise InputError(_what(stripped), name, NO_CLAIMS)


def _sound(escape: re.Match[str]) -> str:
    """An escape as it is; half a pair of surrogates, which is no letter and cannot be written, becomes U+FFFD."""
    return "\\ufffd" if escape["half"] else escape[0]


def _what(text: str) -> str:
    """What is wrong with a text without claims: where its JSON breaks, or that it has none."""
    if text[:1] not in "{[":
        return "no JSON with claims in it"
    try:
        json.loads(text)
    except ValueError as error:
        if isinstance(error, json.JSONDecodeError):
            return f"broken JSON in line {error.lineno}, column {error.colno}"
    return "no JSON with claims in it"


def _alone(text: str) -> Found | None:
    try:
        value = _DECODER.decode(text)
    except ValueError:
        return None
    return Found((value,)) if _looks(value) else None


def _lines(text: str) -> Found | None:
    """JSON Lines: every line that is not empty is an object."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
        return None
    values = []
    for line in lines:
        try:
            values.append(_DECODER.decode(line.strip()))
        except ValueError:
            if line is not lines[-1]:
                return None
            return Found(tuple(values), is_cut=True) if values else None
    return Found(tuple(values))


def _within(text: str) -> Found | None:
    """The last value with claims amid prose or in a fence; what stands before it was a draft or an example."""
    found = [value for value in _values(text) if _looks(value)]
    if not found:
        return None
    whole = [value for value in found if isinstance(value, list) or "claims" in value or "documents" in value]  # type: ignore[operator]
    return Found((whole[-1],)) if whole else None if _LIST.search(text) else Found(tuple(found))


def _values(text: str) -> Iterator[object]:
    at, tries = 0, 0
    while (opening := _OPENS.search(text, at)) is not None and tries < MAX_TRIES:
        tries += 1
        try:
            value, at = _DECODER.raw_decode(text, opening.start())
        except ValueError:
            at = opening.end()
            continue
        yield value


def _cut(text: str) -> Found | None:
    """The whole claims of a list that is cut off or broken."""
    opening = _LIST.search(text)
    if opening is None:
        return None
    values: list[object] = []
    at = opening.end()
    while True:
        blank = _BETWEEN.match(text, at)
        at = blank.end() if blank else at
        try:
            value, at = _DECODER.raw_decode(text, at)
        except ValueError:
            break
        values.append(value)
    origin = re.search(r'"origin"\s*:\s*"((?:[^"\\]|\\.){1,90})"', text[: opening.start()])
    head = {"origin": origin.group(1)} if origin else {}
    return Found(({**head, "claims": values},), is_cut=True) if values else None


def _looks(value: object) -> bool:
    """Whether a value has claims in it."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, dict) and any(key in one for key in _LOOKS) for one in value)
    return isinstance(value, dict) and any(key in value for key in (*_LOOKS, "error"))
