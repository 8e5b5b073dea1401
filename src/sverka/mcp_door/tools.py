"""The tools: what an assistant is told of each, and which function answers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sverka.serving import asking, checks, implied, lookups, profiles, texts
from sverka.serving.desk import Desk
from sverka.serving.fields import Fields
from sverka.writing.objects import Object

Answering = Callable[[Desk, Fields], Object]
ANSWERING: Mapping[str, Answering] = {
    "prompt_for": texts.prompt_for,
    "read_text": texts.read_text,
    "check_text": checks.check_text,
    "check_claims": checks.check_claims,
    "measure": asking.measure,
    "profile": profiles.profile,
    "bounds": implied.bounds,
    "brief": profiles.brief,
    "find_place": lookups.find_place,
    "find_goods": lookups.find_goods,
    "book_status": lookups.book_status,
}


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: what is told of it, the fields that it takes, the schemas of what goes in and out."""

    name: str
    description: str
    fields: tuple[str, ...]
    takes: Mapping[str, Any]
    gives: Mapping[str, Any]

    def answer(self, desk: Desk, arguments: Mapping[str, object]) -> Object:
        """The answer to a request; `SverkaError` says what to write instead."""
        return ANSWERING[self.name](desk, Fields(arguments, self.fields))


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("sverka.mcp_door").joinpath("tools.toml").read_text(encoding="utf-8"))


def instructions() -> str:
    """What an assistant is told before all."""
    return str(_table()["instructions"])


@cache
def _instead() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(command), name) for command, name in _table()["instead"].items())


def in_tools(text: str) -> str:
    """A sentence with the tool that does the same for a command.

    >>> in_tools("unknown place 'X': see sverka places NAME")
    "unknown place 'X': see find_place"
    """
    for command, name in _instead():
        text = command.sub(name, text)
    return text


@cache
def tools() -> Mapping[str, Tool]:
    """Every tool by its name."""
    return {name: _tool(name, row) for name, row in _table()["tools"].items()}


def _tool(name: str, row: Mapping[str, Any]) -> Tool:
    known = {**_table()["fields"], **row.get("own", {})}
    takes: dict[str, Any] = {"type": "object", "properties": {field: known[field] for field in row["fields"]}}
    takes |= {"required": row["required"]} if row["required"] else {}
    return Tool(name, row["description"], tuple(row["fields"]), takes, _gives(row["answer"]))


def _gives(answer: str | Mapping[str, str]) -> Mapping[str, Any]:
    """The schema of an answer: one of those that are written out, or one of a few fields that are always there."""
    if isinstance(answer, str):
        found: Mapping[str, Any] = _table()["answers"][answer]
        return found
    kinds = {name: kind.split("|") for name, kind in answer.items()}
    properties = {name: {"type": kind if len(kind) > 1 else kind[0]} for name, kind in kinds.items()}
    return {"type": "object", "properties": properties, "required": list(answer)}
