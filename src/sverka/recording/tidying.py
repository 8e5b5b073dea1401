"""What a load that died has left: its work, and files that it put in their places for a commit that never came.

Only what is known to be such is removed. Before a load puts files in their places it notes their names in its work
folder; a name that stands there, carries the load's own id, and is named by no version, is work of the dead load.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from sverka.model.errors import RefusedError
from sverka.recording.log import WORK, Log, work_folder
from sverka.recording.plain_files import Way, leads_out, read_plain, write_new

MOVES = "moves.json"


def put_in_place(book: Path, moves: Mapping[str, Path], folder: Path) -> None:
    """Put finished files where they belong, by their names within the book; they count from the commit that names them.

    Raise `RefusedError` before anything is moved where a link stands on the way.
    """
    way = Way(book)
    for name in moves:
        link = way.link(name)
        if link is not None:
            raise RefusedError(
                "a link in the book, which Sverka does not follow", str(book / link), "take the link away"
            )
    write_new(folder / MOVES, json.dumps(list(moves)).encode())
    for name, made in moves.items():
        place = book / name
        place.parent.mkdir(parents=True, exist_ok=True)
        made.replace(place)


def remove_leftovers(book: Path, log: Log) -> int:
    """Remove what dead loads left; how many files went that were in their places. Call it only under the book's lock,
    with the whole log.
    """
    if not (book / WORK).is_symlink() and not (book / WORK).exists():
        return 0
    named = {name for commit in log.commits for name in commit.named()}
    way = Way(book)
    gone = 0
    for note in sorted(work_folder(book).glob(f"*/{MOVES}")):
        for name in _noted(note):
            own = Path(name).name.startswith(note.parent.name) and name not in named and not leads_out(name)
            if own and way.link(name) is None and (book / name).is_file():
                (book / name).unlink()
                gone += 1
    shutil.rmtree(book / WORK, ignore_errors=True)
    return gone


def _noted(note: Path) -> list[str]:
    try:
        told = json.loads(read_plain(note))
        return [name for name in told if isinstance(name, str)]
    except (OSError, ValueError, TypeError):  # the load died over it, and had put nothing in place yet
        return []
