"""Text that is built from parts of a source, with the way back from each of its characters."""

from __future__ import annotations

from array import array


class MappedText:
    """Collects characters of the text and, for each, where in the source what stands for it begins and ends."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0
        self.origin: array[int] = array("I")
        self.origin_end: array[int] = array("I")

    def copy(self, words: str, start: int) -> None:
        """Characters taken as they stand at `start` of the source."""
        if not words:
            return
        end = start + len(words)
        self._parts.append(words)
        self.length += len(words)
        self.origin.extend(range(start, end))
        self.origin_end.extend(range(start + 1, end + 1))

    def put(self, words: str, start: int, end: int) -> None:
        """Characters that stand for `source[start:end]` as a whole: an entity, white space, a tag (which is empty)."""
        if not words:
            return
        self._parts.append(words)
        self.length += len(words)
        self.origin.extend([start] * len(words))
        self.origin_end.extend([end] * len(words))

    @property
    def last(self) -> str:
        """The last character so far."""
        return self._parts[-1][-1] if self._parts else ""

    def text(self) -> str:
        """All characters so far."""
        return "".join(self._parts)
