"""Pages that an assistant may read: cut from the request that `sverka prompt` writes, so that both say the same."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from sverka.model.findings import Verdict
from sverka.serving.desk import Desk
from sverka.serving.lookups import definitions

VERDICTS: dict[Verdict, str] = {
    Verdict.HOLDS: "what was recorded lies in the interval that half of readers admit",
    Verdict.NEARLY_HOLDS: "outside that interval, inside the one that a quarter of readers admit",
    Verdict.HOLDS_OTHERWISE: "only under another interpretation, which is named",
    Verdict.FAILS: "under none, in no plausible reading; the nearest value and interpretation are given",
    Verdict.CONFLICTS: "cannot be true together with other statements, which are named",
    Verdict.UNSURE: "it fails as it was read, and may have been meant otherwise; accuses nobody",
    Verdict.NOT_COVERED: (
        "no records to hold it against; the reason is given, and the bounds that other statements put on it"
    ),
}
_SECTION = re.compile(r"^# (?P<title>.+)\n(?P<text>(?:(?!# ).*\n?)*)", re.MULTILINE)


@cache
def _sections() -> dict[str, str]:
    """The sections of the request by their titles."""
    text = files("sverka.writing").joinpath("prompt.md").read_text(encoding="utf-8")
    return {found["title"]: found["text"].strip() for found in _SECTION.finditer(text)}


def measures_page(_: Desk) -> str:
    """The grammar of measures."""
    return f"# Measures\n\n{_sections()['Measures']}\n"


def rules_page(_: Desk) -> str:
    """What is a claim, and the rules of reading."""
    named = _sections()
    return "\n\n".join(f"# {title}\n\n{named[title]}" for title in ("What is a claim", "Rules")) + "\n"


def verdicts_page(_: Desk) -> str:
    """What each verdict means."""
    lines = [f"- `{verdict}`: {meaning}." for verdict, meaning in VERDICTS.items()]
    return "\n".join(["# Verdicts", "", *lines, ""])


def definitions_page(desk: Desk) -> str:
    """What the figures of the book mean, a paragraph for each source."""
    return "\n\n".join(["# Definitions", *definitions(desk)]) + "\n"
