"""What must not be overlooked in a load."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sverka.checking.wording import Ui, phrasebook
from sverka.recording.acceptance import with_many_bad
from sverka.recording.entries import FileEntry
from sverka.writing.numbers import counted, number_text


def bad_warnings(files: Sequence[FileEntry], ui: Ui) -> Iterator[str]:
    """A warning for each file of which so many rows are in quarantine that its figures are in doubt."""
    for file in with_many_bad(files):
        yield phrasebook("sverka.writing", ui).say(
            "load_many_bad",
            file=file.file,
            percent=number_text(100 * file.quarantined / file.rows, ui),
            quarantined=number_text(file.quarantined, ui, 0),
            rows=counted("n_of_rows", file.rows, ui),
        )
