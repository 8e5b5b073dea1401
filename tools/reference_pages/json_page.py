"""The page on JSON, and the check of real answers against it: the page is the schema."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reference_pages.markdown import page, table

FIELDS = Path(__file__).with_name("json_fields.toml")
PLAIN: dict[str, tuple[type, ...]] = {"string": (str,), "number": (int, float), "boolean": (bool,)}
HEAD = """
Ratios are in per cent where the `unit` is `%`, money is in units of the currency, mass in kg or t as named. Offsets
count characters of the decoded source as given. Fields may be added; none is taken away without a deprecation.
"""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object."""

    name: str
    form: str
    means: str
    sometimes: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """An object of the answers, with the fields of the one that it extends."""

    means: str
    fields: tuple[Field, ...]
    own: tuple[Field, ...]


@cache
def forms() -> dict[str, Form]:
    """Every object by its name, in the order of the table."""
    found: dict[str, Form] = {}
    for name, entry in tomllib.loads(FIELDS.read_text(encoding="utf-8")).items():
        own = tuple(Field(row[0], row[1], row[2], len(row) > 3) for row in entry["fields"])
        inherited = found[entry["extends"]].fields if "extends" in entry else ()
        found[name] = Form(entry["means"], (*inherited, *own), own)
    return found


def in_words(form: str) -> str:
    """A type as the page says it.

    >>> in_words("[number?]"), in_words("{slot}")
    ('list of (number or null)', 'object: name → slot')
    """
    if form.endswith("?"):
        return f"{in_words(form[:-1])} or null"
    if form.startswith("["):
        inner = in_words(form[1:-1])
        return f"list of ({inner})" if " or " in inner else f"list of {inner}"
    if form.startswith("{"):
        return f"object: name → {in_words(form[1:-1])}"
    return form if form in PLAIN else f"[{form}](#{form})"


def problems(value: Any, form: str, where: str = "") -> Iterator[str]:
    """Each way in which an answer is not what the page says."""
    if form.endswith("?"):
        yield from () if value is None else problems(value, form[:-1], where)
    elif form.startswith("["):
        yield from _not_a(list, value, where) or _each(enumerate(value), form[1:-1], where)
    elif form.startswith("{"):
        yield from _not_a(dict, value, where) or _each(value.items(), form[1:-1], where)
    elif form in PLAIN:
        if not isinstance(value, PLAIN[form]) or (form == "number" and isinstance(value, bool)):
            yield f"{where}: {value!r} is no {form}"
    else:
        yield from _not_a(dict, value, where) or _fields(value, forms()[form], where)


def objects_in(value: Any, form: str) -> set[str]:
    """The names of the objects that an answer contains, in so far as it is what the page says."""
    if form.endswith("?"):
        return objects_in(value, form[:-1])
    if form[0] in "[{" and isinstance(value, list | dict):
        items = value if isinstance(value, list) else value.values()
        return {name for item in items for name in objects_in(item, form[1:-1])}
    if not isinstance(value, dict):
        return set()
    inner = (objects_in(value.get(field.name), field.form) for field in forms()[form].fields)
    return {form}.union(*inner)


def _not_a(kind: type, value: Any, where: str) -> list[str]:
    return [] if isinstance(value, kind) else [f"{where}: {value!r} is no {kind.__name__}"]


def _each(items: Any, form: str, where: str) -> Iterator[str]:
    for key, value in items:
        yield from problems(value, form, f"{where}[{key}]")


def _fields(value: dict[str, Any], form: Form, where: str) -> Iterator[str]:
    known = {field.name: field for field in form.fields}
    yield from (f"{where}.{name}: not in the documentation" for name in value if name not in known)
    yield from (
        f"{where}.{field.name}: missing" for field in form.fields if not field.sometimes and field.name not in value
    )
    for name in value.keys() & known.keys():
        yield from problems(value[name], known[name].form, f"{where}.{name}")


def _section(name: str, form: Form) -> str:
    rows = [
        (f"`{one.name}`" + (" (sometimes)" if one.sometimes else ""), in_words(one.form), one.means) for one in form.own
    ]
    return f"## {name}\n\n{form.means}\n\n{table(['field', 'type', 'meaning'], rows)}"


def reference_page() -> str:
    """The page: one section an object."""
    named = {name for form in forms().values() for field in form.fields for name in re.findall(r"\w+", field.form)}
    unknown = named - PLAIN.keys() - forms().keys()
    if unknown:
        raise ValueError(f"types that are not described: {sorted(unknown)}")
    return page("JSON", HEAD, *(_section(name, form) for name, form in forms().items()))
