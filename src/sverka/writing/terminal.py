"""Lines for a terminal: wrapped to its width, plainly coloured, and free of what could command it."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import dataclass, field

from sverka.checking.wording import Phrasebook, Ui, phrasebook

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
REPLACEMENT = "\ufffd"
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_BREAKS = re.compile(r"[ \t\r\n\f\v]+")
_KEPT = frozenset("\u00ad\u200c\u200d")


def clean(text: str) -> str:
    """Text on one line, control and direction characters replaced, so that no page can command a terminal.

    >>> clean("a\\x1b[31mb\\nc")
    'a�[31mb c'
    """
    flat = _BREAKS.sub(" ", text).strip(" ")
    return "".join(char if not _is_unsafe(char) else REPLACEMENT for char in flat)


def _is_unsafe(char: str) -> bool:
    return char not in _KEPT and unicodedata.category(char) in _UNSAFE


@dataclass(slots=True)
class Screen:
    """Collects lines; `text` gives them all. `names` are what files call places that no table knows."""

    ui: Ui
    width: int = 80
    color: bool = False
    lines: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Phrasebook:
        """The messages of screens."""
        return phrasebook("sverka.writing", self.ui)

    def blank(self) -> None:
        """An empty line, never two and never the first."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def heading(self, text: str) -> None:
        """A heading with an empty line before it."""
        self.blank()
        self.say(text, style="bold")

    def say(self, text: str, indent: int = 0, hang: int = 0, style: str | None = None) -> None:
        """A paragraph, indented; its further lines hang by so many columns more."""
        wrapped = textwrap.wrap(
            clean(text).replace(" %", "\u00a0%"),
            width=self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
            break_long_words=False,
        )
        told = [line.replace("\u00a0%", " %") for line in wrapped]
        self.lines += [self._styled(line, style) for line in told] or [""]

    def line(self, text: str, style: str | None = None) -> None:
        """A line as it is, not wrapped; the caller has made it clean and short enough."""
        self.lines.append(self._styled(text, style))

    def item(
        self, label: str, text: str, *, indent: int = 2, width: int = 5, remark: str = "", style: str | None = None
    ) -> None:
        """A labelled paragraph; `remark` stands at the right of its line where there is room, else below it."""
        start = " " * indent + clean(label).ljust(width - 1) + " "
        text, remark = clean(text), clean(remark)
        room = self.width - len(start) - len(remark)
        if remark and len(text) + 2 <= room:
            self.lines.append(start + text.ljust(room) + self._styled(remark, style))
            return
        first = len(self.lines)
        self.say(text, indent=len(start), style=None if remark else style)
        self.lines[first] = start + self.lines[first][len(start) :]
        if remark:
            self.say(remark, indent=len(start), style=style)

    def text(self) -> str:
        """Everything that was said."""
        return "\n".join(self.lines).rstrip("\n") + "\n"

    def _styled(self, line: str, style: str | None) -> str:
        if not style or not self.color:
            return line
        bare = line.lstrip(" ")
        return f"{' ' * (len(line) - len(bare))}\x1b[{STYLES[style]}m{bare}\x1b[0m"
