"""Downloads of public records: what is public without a key, whole, resumable, checked by length and checksum."""

from __future__ import annotations

from pathlib import Path

from sverka.model.errors import InputError
from sverka.recording.fetching.catalog import Asked, Wanted, sources, wanted
from sverka.recording.fetching.download import Fetched, download
from sverka.recording.fetching.patience import Watch
from sverka.recording.fetching.preview import fetch_preview
from sverka.recording.fetching.wire import Net

__all__ = ["Asked", "Fetched", "Net", "Wanted", "Watch", "fetch", "made_folder", "sources", "wanted"]


def fetch(one: Wanted, folder: Path, net: Net | None = None, watch: Watch | None = None) -> Fetched:
    """Fetch one file into a folder that is there; `InputError` where it cannot be had."""
    get = fetch_preview if one.entry.form == "preview" else download
    try:
        return get(one, folder, net or Net(), watch or Watch())
    except OSError as error:
        what = f"the file cannot be written ({(error.strerror or type(error).__name__).lower()})"
        raise InputError(what, str(folder / one.name), "make room, or name another folder with --to") from error


def made_folder(name: str) -> Path:
    """The folder of that name, made if need be; `InputError` where it cannot be."""
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise InputError(f"the folder cannot be made ({what.lower()})", name, "name another after --to") from error
    return folder
