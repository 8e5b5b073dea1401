"""Bytes of a source: a file, standard input, or a page of the public web.

A page's address comes from outside, and so does what it redirects to: each host is resolved once, refused unless all
its addresses are public, and the connection goes to the very address that was checked.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sverka.model.errors import InputError
from sverka.reading.intake.limits import MAX_SOURCE_BYTES, check_source_size

if TYPE_CHECKING:
    from sverka.reading.intake.web import Response

Opener = Callable[[str, bool], "Response"]
"""Asks for one address (no redirects followed); the flag allows private hosts. `sverka.reading.intake.web.open_url`."""

MAX_REDIRECTS = 5
MAX_REDIRECTS_S = 60.0
"""For being sent from one address to the next."""
_STANDARD_INPUT = "-"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def fetch_source(
    source: str,
    *,
    stdin: BinaryIO | None = None,
    opener: Opener | None = None,
    allow_private: bool = False,
    clock: Callable[[], float] = time.monotonic,
) -> bytes:
    """All bytes of a source: `-` is standard input, `http(s)://…` a page, anything else a path of a file.

    At most `MAX_SOURCE_BYTES` are read. Raises `InputError` with what to do for whatever cannot be read: a missing
    file, a directory, a device, a page that is private, answers with an error, is too slow or redirects too often.
    """
    if source == _STANDARD_INPUT:
        return _read_stream(stdin, source)
    scheme, mark, _ = source.partition("://")
    if mark and scheme.lower() in {"http", "https"}:
        return _read_page(source, opener, allow_private, clock)
    if mark and scheme.isalpha():
        raise InputError(f"addresses of the kind {scheme.lower()}:// are not read", source, "give http(s):// or a file")
    return _read_file(source)


def _read_stream(stream: BinaryIO | None, source: str) -> bytes:
    if stream is None:
        raise InputError("there is no standard input", source, "give a file or an address")
    try:
        data = stream.read(MAX_SOURCE_BYTES + 1)
    except OSError as error:
        raise InputError(f"standard input cannot be read ({_reason(error)})", source, "give a file") from error
    check_source_size(len(data), source)
    return data


def _read_file(source: str) -> bytes:
    try:
        with _open_regular(source) as file:
            check_source_size(os.fstat(file.fileno()).st_size, source)
            data = file.read(MAX_SOURCE_BYTES + 1)
    except InputError:
        raise
    except FileNotFoundError as error:
        raise InputError("there is no such file", source, "check the path") from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"the file cannot be read ({_reason(error)})", source, "check the path and its rights"
        ) from error
    check_source_size(len(data), source)
    return data


def _open_regular(source: str) -> BinaryIO:
    """Open a file or a named pipe, but no directory and no device: of those, some never end."""
    mode = Path(source).stat().st_mode
    if stat.S_ISDIR(mode):
        raise InputError("the source is a directory", source, "give a file in it")
    if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
        raise InputError("the source is a device, not a file", source, "give a file, an address or -")
    return Path(source).open("rb")


def _reason(error: OSError | ValueError) -> str:
    """The system's own words for an error."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()


def _read_page(url: str, opener: Opener | None, allow_private: bool, clock: Callable[[], float]) -> bytes:
    from sverka.reference.addresses import redirected

    if opener is None:
        from sverka.reading.intake.web import open_url

        opener = open_url
    at, began = url, clock()
    for _ in range(MAX_REDIRECTS + 1):
        response = opener(at, allow_private)
        if response.status in _REDIRECTS and response.location:
            at = redirected(at, response.location)
            if clock() - began > MAX_REDIRECTS_S:
                raise InputError("the page does not arrive in time", url, "save it and give the file")
            continue
        if not 200 <= response.status < 300:
            raise InputError(f"the page answers {response.status} {response.reason}".rstrip(), at, "check the address")
        check_source_size(len(response.body), at)
        return response.body
    raise InputError(f"the page redirects more than {MAX_REDIRECTS} times", url, "save it and give the file")
