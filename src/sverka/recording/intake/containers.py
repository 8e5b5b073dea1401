"""What packed files hold, written out as plain files; sizes are held while they grow, names are only ever printed."""

from __future__ import annotations

import gzip
import lzma
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sverka.model.errors import InputError
from sverka.recording.intake.files import Progress, open_regular, shown_name, silent, written_whole
from sverka.recording.intake.limits import BLOCK, Expansion, Limits, need_disk

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    IndexError,
)
_ROOTED = re.compile(r"[/\\]|[A-Za-z]:")
_DOWNLOAD = "download the file again and compare its size with the source's"


def expand_gzip(path: Path, work: Path, *, limits: Limits, progress: Progress = silent) -> Path:
    """The content of a gzip file as a new file in `work`."""
    file = shown_name(path.name)
    grown = Expansion(file, path.stat().st_size, work, limits)
    with _told(file, "gzip"), open_regular(path) as packed, gzip.open(packed) as source:
        return _copied(source, work, grown, progress)


def archive_members(path: Path, *, limits: Limits) -> tuple[zipfile.ZipInfo, ...]:
    """All entries of a zip file; `InputError` for one that is broken, encrypted, or too large to be true."""
    file = shown_name(path.name)
    with _told(file, "zip"), open_regular(path) as raw:
        _check_directory(raw, file, limits)
        with zipfile.ZipFile(raw) as archive:
            members = tuple(archive.infolist())
    if len(members) > limits.members:
        raise InputError(
            f"the archive has more than {limits.members} members", file, "expand it and give the CSV files"
        )
    if any(member.flag_bits & 1 for member in members):
        raise InputError("the archive is encrypted", file, "expand it with its password and give the CSV files")
    if leading := next((member.filename for member in members if _leads_out(member.filename)), None):
        what = f"the archive holds a path that leads out of it ({shown_name(leading)})"
        raise InputError(what, file, "check where it comes from; if you trust it, expand it and give the CSV files")
    grown = Expansion(file, path.stat().st_size, path.parent, limits)
    grown.allow(sum(member.file_size for member in members), grown.packed)
    return members


def _leads_out(name: str) -> bool:
    """Whether a path would end outside of the folder that an archive is expanded to."""
    return _ROOTED.match(name) is not None or ".." in re.split(r"[/\\]", name)


def wanted_members(members: tuple[zipfile.ZipInfo, ...]) -> tuple[zipfile.ZipInfo, ...]:
    """The entries that are files with content of their own: no folders, links, or what a system left beside them."""
    return tuple(member for member in members if not (member.is_dir() or is_link(member) or _is_litter(member)))


def is_link(member: zipfile.ZipInfo) -> bool:
    """Whether an entry is a symbolic link."""
    return stat.S_ISLNK(member.external_attr >> 16)


def _is_litter(member: zipfile.ZipInfo) -> bool:
    parts = member.filename.split("/")
    return "__MACOSX" in parts or parts[-1] in {".DS_Store", "Thumbs.db"} or parts[-1].startswith("._")


def member_head(path: Path, member: zipfile.ZipInfo, size: int) -> bytes:
    """The first bytes of an entry."""
    with _told(member_name(path, member), "zip"), zipfile.ZipFile(path) as archive, archive.open(member) as source:
        return source.read(size)


def expand_member(
    path: Path, member: zipfile.ZipInfo, work: Path, *, limits: Limits, progress: Progress = silent
) -> Path:
    """One entry of a zip file as a new file in `work`, whose name has nothing of the entry's."""
    name = member_name(path, member)
    need_disk(work, member.file_size, name, limits)
    grown = Expansion(name, member.compress_size, work, limits)
    with _told(name, "zip"), zipfile.ZipFile(path) as archive, archive.open(member) as source:
        return _copied(source, work, grown, progress)


def member_name(path: Path, member: zipfile.ZipInfo) -> str:
    """What an entry is called: `archive.zip/member.csv`."""
    return shown_name(f"{path.name}/{member.filename}")


def _copied(source: IO[bytes] | gzip.GzipFile, work: Path, grown: Expansion, progress: Progress) -> Path:
    with written_whole(work) as target, target.open("wb") as out:
        while block := source.read(BLOCK):
            grown.grow(len(block))
            out.write(block)
            progress(len(block))
    return target


@contextmanager
def _told(file: str, what: str) -> Iterator[None]:
    """Says of a packed file that cannot be expanded what is wrong with it."""
    try:
        yield
    except InputError:
        raise
    except EOFError:
        raise InputError(f"the {what} file is cut off before its end", file, _DOWNLOAD) from None
    except NotImplementedError:
        raise InputError(f"the {what} file is packed by a method unknown here", file, "expand it first") from None
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise InputError(
                f"the {what} file cannot be expanded ({error.strerror})", file, "free disk space"
            ) from None
        raise InputError(f"the {what} file is damaged or cut off", file, _DOWNLOAD) from None


def _check_directory(raw: IO[bytes], file: str, limits: Limits) -> None:
    """Refuses a directory of entries so large that holding it would cost more memory than any archive is worth."""
    size = raw.seek(0, 2)
    raw.seek(max(0, size - (1 << 17)))
    tail = raw.read(1 << 17)
    for mark, offset, width in ((_END, 12, 4), (_END_64, 40, 8)):
        at = tail.rfind(mark)
        declared = int.from_bytes(tail[at + offset : at + offset + width], "little") if at >= 0 else 0
        if limits.directory < declared != 0xFFFFFFFF:
            raise InputError("the archive declares too many members", file, "expand it and give the CSV files")
