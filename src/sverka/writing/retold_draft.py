"""A draft of a mapping in the language of the reader: its comments and questions, not what it says of the table."""

from __future__ import annotations

import json
import re

from sverka.checking.wording import Ui
from sverka.recording.mapping_text import ASKED
from sverka.writing.retold import retold

_COMMENT = "# "
_QUESTION = re.compile(r'(?<== )"' + re.escape(ASKED) + r'(?:[^"\\]|\\.)*"')


def retold_draft(draft: str, ui: Ui) -> str:
    """The same TOML; what no table knows stays in English.

    >>> retold_draft('scale = 1  # told by --unit', "ru")
    'scale = 1  # сказано: --unit'
    """
    return draft if ui == "en" else "\n".join(_line(_QUESTION.sub(_asked, line)) for line in draft.split("\n"))


def _asked(found: re.Match[str]) -> str:
    question = str(json.loads(found[0])).removeprefix(ASKED)
    return json.dumps(ASKED + retold(question, "ru", "drafts"), ensure_ascii=False)


def _line(line: str) -> str:
    """A line with its comment told again: what follows the first mark of a comment that is known as one."""
    at = line.find(_COMMENT)
    while at >= 0:
        before, comment = line[: at + len(_COMMENT)], line[at + len(_COMMENT) :]
        told = retold(comment, "ru", "drafts")
        if told != comment and (at == 0 or before.endswith(f"  {_COMMENT}")):
            return before + told
        at = line.find(_COMMENT, at + 1)
    return line
