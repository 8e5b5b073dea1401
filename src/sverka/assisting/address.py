"""Whom to ask: the server's address, the key for it, the name of the model, each checked before anything is sent."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlunsplit

from sverka.model.errors import InputError, UsageError
from sverka.reference.addresses import checked_url, host_header

KEY_VARIABLE = "SVERKA_ASSIST_KEY"
_ENDPOINT = "/chat/completions"
_VERSION = "/v1"
_FORM = "write http(s)://host/v1"
_KEY = re.compile(r"[\x21-\x7e]{1,4096}")
_MODEL = re.compile(r"\S[^\x00-\x1f\x7f]{0,78}")


@dataclass(frozen=True, slots=True)
class Server:
    """Where questions go: the address of the endpoint, and the host as it is told."""

    endpoint: str
    host: str
    is_loopback: bool
    is_protected: bool


def server_of(url: str, *, has_key: bool) -> Server:
    """The server of an address, with or without `/chat/completions`; of a bare host that of version 1.

    `UsageError` for what is no such address, holds a password, or would carry a key over the network unprotected.

    >>> server_of("http://localhost:11434/v1", has_key=False).endpoint
    'http://localhost:11434/v1/chat/completions'
    """
    try:
        parts, host, port = checked_url(url)
    except InputError:
        raise UsageError("not the address of a server", "--assist", _FORM) from None
    if "@" in parts.netloc:
        raise UsageError("a password in the address of a server", "--assist", f"put the key into {KEY_VARIABLE}")
    if parts.fragment or not url.isprintable():
        raise UsageError("not the address of a server", "--assist", _FORM)
    server = Server(_endpoint(parts), host_header(parts, host, port), _is_loopback(host), parts.scheme == "https")
    if has_key and not server.is_protected and not server.is_loopback:
        what = f"{KEY_VARIABLE} is set, and is not sent unprotected"
        raise UsageError(what, server.host, "write https://, or unset the key")
    return server


def _endpoint(parts: SplitResult) -> str:
    path = parts.path.rstrip("/")
    if not path.endswith(_ENDPOINT):
        path = (path or _VERSION) + _ENDPOINT
    return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))


def _is_loopback(host: str) -> bool:
    """Whether what is sent to a host stays on this machine; a name other than `localhost` may lead anywhere."""
    if host.rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked_key(key: str | None) -> str | None:
    """The key without the blanks around it, `None` where there is none; `UsageError`, which does not show it, for one
    that no header can carry.
    """
    stripped = (key or "").strip()
    if stripped and not _KEY.fullmatch(stripped):
        raise UsageError(
            "a key that cannot be sent", KEY_VARIABLE, "it is of letters, digits and signs, without blanks"
        )
    return stripped or None


def checked_model(name: str) -> str:
    """The name of a model, which stands with its claims; `UsageError` for one that cannot stand there."""
    stripped = name.strip()
    if not _MODEL.fullmatch(stripped) or not stripped.isprintable():
        raise UsageError("not the name of a model", "--assist-model", "up to 79 printable characters")
    return stripped
