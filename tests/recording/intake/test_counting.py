from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sverka.recording.intake import counting, files
from sverka.recording.intake.counting import blank_lines, measure

PIECES = st.lists(
    st.sampled_from([b"\n", b"\r", b"\r\n", b"a", b'"', b"\0", "ж".encode(), b"\xff", b"bcdef", b"\n\n"]), max_size=30
)


def is_clean(content: bytes, limit: int) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    lines = content.split(b"\n")
    too_long = any(len(line) + (at < len(lines) - 1) > limit for at, line in enumerate(lines))
    return b"\0" not in content and b"\r" not in content.replace(b"\r\n", b"\n") and not too_long


@given(pieces=PIECES, block=st.integers(1, 9))
@settings(max_examples=400, deadline=None)
def test_blocks_of_any_size_are_counted_as_the_whole(pieces: list[bytes], block: int) -> None:
    content = b"".join(pieces)
    lines = content.split(b"\n")
    if not lines[-1]:
        lines.pop()
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        for module in (counting, files):
            patch.setattr(module, "BLOCK", block)
        patch.setattr(counting, "MAX_LINE", block)
        path = Path(name, "file")
        path.write_bytes(content)
        found = measure(path, hashed=False)
        assert (found.size, found.lines, found.has_quotes) == (len(content), len(lines), b'"' in content)
        assert found.clean == is_clean(content, block)
        assert blank_lines(path) == sum(line in {b"", b"\r"} for line in lines)
