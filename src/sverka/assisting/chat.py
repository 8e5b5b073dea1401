"""The form of chat completions: messages to a model and its answer, by whatever part of the form a server takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sverka.assisting.address import KEY_VARIABLE, Server
from sverka.assisting.wire import MAX_BYTES, Net, Reply, ServerError
from sverka.model.errors import InputError

MOST_PATIENCE_S = 10.0
SHORTEST_S = 1.0
"""With less time than this left, a server is not asked again."""

_USUAL_WAIT_S = 2.0
_NOT_TAKEN = frozenset({400, 422})
_BUSY = frozenset({429, 503})
_SHOWN = 160
_KEY_PART = 6
_AGAIN = "try again; see what the server says"


@dataclass(frozen=True, slots=True)
class Message:
    """What one side says."""

    role: str
    content: str


class Chat:
    """Asks one model of one server; of the ways to ask, the one that the server took is taken again."""

    def __init__(
        self,
        server: Server,
        model: str,
        key: str | None,
        net: Net,
        schema: Mapping[str, Any],
        waits: Callable[[], None],
    ) -> None:
        self._server, self._model, self._key, self._net, self._waits = server, model, key, net, waits
        shape = {"type": "json_schema", "json_schema": {"name": "claims", "strict": False, "schema": schema}}
        # Not `strict`, which would have every field written. Some models take no temperature, some servers no schema.
        self._ways: list[dict[str, Any]] = [
            {"temperature": 0, "response_format": shape},
            {"response_format": shape},
            {"temperature": 0},
            {},
        ]

    def answer(self, messages: Sequence[Message], until: float) -> str:
        """What the model says, by a time of the clock; `ServerError` where it says nothing."""
        told = [{"role": one.role, "content": one.content} for one in messages]
        for at, way in enumerate(self._ways):
            sent = {"model": self._model, "messages": told, "stream": False, **way}
            reply = self._patient(json.dumps(sent).encode(), until)
            if reply.status in _NOT_TAKEN and at + 1 < len(self._ways):
                continue
            text = self._content(reply)
            del self._ways[:at]
            return text
        raise AssertionError  # pragma: no cover  the last way is never gone past

    def _patient(self, sent: bytes, until: float) -> Reply:
        """The reply; of a server that is busy, the one after the wait that it asks for, once."""
        reply = self._posted(sent, until)
        if reply.status not in _BUSY:
            return reply
        asked = reply.retry_after.strip()
        pause = float(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else _USUAL_WAIT_S
        if pause > MOST_PATIENCE_S or self._net.now() + pause + SHORTEST_S > until:
            return reply
        self._net.sleep(pause)
        return self._posted(sent, until)

    def _posted(self, sent: bytes, until: float) -> Reply:
        rest = until - self._net.now()
        if rest < SHORTEST_S / 10:
            raise self._failure("the server does not answer in time", "give it more with --assist-timeout")
        return self._net.post(self._server, sent, self._key, rest, self._waits)

    def _failure(self, what: str, advice: str) -> ServerError:
        return ServerError(what, self._server.host, advice)

    def _content(self, reply: Reply) -> str:
        """The words of a completion."""
        if reply.status != 200:
            raise self._refusal(reply)
        try:
            found = _words(json.loads(reply.body))
        except (ValueError, RecursionError):
            found = None
        if found is None:
            raise self._failure("the answer is none of chat completions", "check the address: http(s)://host/v1")
        if not found.strip():
            raise InputError("the model says nothing", self._model, "ask another model")
        return found

    def _refusal(self, reply: Reply) -> ServerError:
        """What a status means, and what the server says of it."""
        status = reply.status
        if 300 <= status < 400:
            shown = _clean(reply.location.partition("?")[0]) or "elsewhere"  # a query may hold a key
            return self._failure(f"the server redirects to {shown}", "give that address, if you trust it")
        if status in (401, 403):
            what = "the server refuses the key" if self._key else "the server wants a key"
            return self._failure(what, f"put the right one into {KEY_VARIABLE}")
        said = self._said(reply)
        what = f"the server answers {status} ({said})" if said else f"the server answers {status}"
        if status == 404:
            return self._failure(what, "check the address and the name of the model")
        return self._failure(what, "try later" if status in _BUSY else _AGAIN)

    def _said(self, reply: Reply) -> str:
        """What the server says of its refusal, cut; nothing where it could show a part of the key."""
        try:
            error = json.loads(reply.body[:MAX_BYTES])["error"]
            said = error["message"] if isinstance(error, dict) else error
        except (ValueError, RecursionError, LookupError, TypeError):
            return ""
        if not isinstance(said, str):
            return ""
        key = self._key or ""
        parts = {key[at : at + _KEY_PART] for at in range(max(1, len(key) - _KEY_PART + 1))} if key else set()
        return "" if any(part in said for part in parts) else _clean(said)


def _clean(text: str) -> str:
    """Words of a server on one line, cut, without what a terminal would take for a command."""
    flat = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"


def _words(answer: object) -> str | None:
    """The text of the first choice, whole or in parts; `None` where the answer is of another form."""
    try:
        message = answer["choices"][0]["message"]  # type: ignore[index]
        content = message.get("content")
        if isinstance(content, list):
            content = "".join(part["text"] for part in content if part.get("type") == "text")
    except (LookupError, TypeError, AttributeError):
        return None
    return content if isinstance(content, str) else "" if content is None else None
