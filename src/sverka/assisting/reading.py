"""A text read by a model: asked once, with what was refused once more; without the model the text is as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sverka.assisting.address import Server
from sverka.assisting.cache import Cache, answer_name
from sverka.assisting.chat import SHORTEST_S, Chat, Message
from sverka.assisting.judging import Judged, judged
from sverka.assisting.wire import Net, ServerError
from sverka.claims_in import Text
from sverka.model.claims import Assisted
from sverka.model.errors import InputError

SECONDS = 120.0
MOST_CHARACTERS = 400_000
MOST_FAILURES = 3
"""After so many failures of the server in a row it is asked no more."""

_MOST_ECHO = 100_000
_MOST_FAULTS = 40
_MEND = (
    "Sverka, which holds each claim against the article, refused these:\n\n{faults}\n\n"
    "Answer once more with the whole list: the claims that were not refused as they are, those above mended, or left "
    "out where the article does not bear them out. One JSON object by the same schema and nothing else."
)


class Watch:
    """Who follows; each of these does nothing unless a subclass does something."""

    def leaves(self, source: str, characters: int, *, again: bool) -> None:
        """So many characters about a text are about to be sent; `again` where it is with what was refused."""

    def waits(self) -> None:
        """The answer has not come."""

    def ends(self) -> None:
        """Nothing is waited for any more."""


class Assistant:
    """Has texts read by one model of one server."""

    def __init__(
        self,
        server: Server,
        model: str,
        key: str | None,
        schema: Mapping[str, Any],
        *,
        seconds: float = SECONDS,
        cache: Cache | None = None,
        fresh: bool = False,
        net: Net | None = None,
        watch: Watch | None = None,
    ) -> None:
        self._server, self._model, self._seconds = server, model, seconds
        self._cache, self._fresh = cache, fresh
        self._net, self._watch = net or Net(), watch or Watch()
        self._chat = Chat(server, model, key, self._net, schema, self._watch.waits)
        self._failures = 0

    def read(self, text: Text, request: str) -> Text:
        """The text with the claims of the model, as a claims file of them would give it; where there are none to be
        had, with Sverka's own, and a note that says why.
        """
        began = self._net.now()
        try:
            found, cached = self._found(text, request)
        except InputError as error:
            self._failures += isinstance(error, ServerError)
            return self._with(text, Judged("", text, 0, 0, error), cached=False, began=began)
        finally:
            self._watch.ends()
        self._failures = 0
        return self._with(found.text, found, cached=cached, began=began)

    def _with(self, text: Text, found: Judged, *, cached: bool, began: float) -> Text:
        note = (found.fault.what, found.fault.next_step) if found.fault else None
        seconds = round(max(0.0, self._net.now() - began), 1)
        told = Assisted(self._model, self._server.host, cached, seconds, found.taken, found.refused, note)
        return replace(text, reading=replace(text.reading, assisted=told))

    def _found(self, text: Text, request: str) -> tuple[Judged, bool]:
        """What the model says of a text, and whether it said so before."""
        if len(request) > MOST_CHARACTERS:
            what = f"the request would be of more than {MOST_CHARACTERS} characters"
            raise InputError(what, text.document.source, "give a shorter text")
        name = answer_name(request, self._model, self._server.host)
        kept = None if self._fresh or self._cache is None else self._cache.get(name)
        if kept is not None:
            found = judged(kept, text, self._model)
            if found.fault is None:
                return found, True
        if self._failures >= MOST_FAILURES:
            raise ServerError("it is not asked again", self._server.host, f"it failed {MOST_FAILURES} times in a row")
        found = self._asked(text, request)
        if self._cache is not None and found.fault is None:
            self._cache.put(name, found.answer)
        return found, False

    def _asked(self, text: Text, request: str) -> Judged:
        """The better of two answers: the first, and, where not all of it was taken, the one after saying why not."""
        until = self._net.now() + self._seconds
        first = self._judged([Message("user", request)], text, until, again=False)
        if first.is_clean or until - self._net.now() < SHORTEST_S:
            return first
        mend = _MEND.format(faults=_faults(first))
        messages = [Message("user", request), Message("assistant", first.answer[:_MOST_ECHO]), Message("user", mend)]
        try:
            second = self._judged(messages, text, until, again=True)
        except InputError:
            return first
        return max(first, second, key=lambda one: one.rank)

    def _judged(self, messages: list[Message], text: Text, until: float, *, again: bool) -> Judged:
        self._watch.leaves(text.document.source, sum(len(one.content) for one in messages), again=again)
        return judged(self._chat.answer(messages, until), text, self._model)


def _faults(found: Judged) -> str:
    """What was refused, a line each."""
    rejected = found.text.reading.rejected[:_MOST_FAULTS]
    if not rejected and found.fault:
        return f"- {found.fault.what}"
    return "\n".join(f"- claim {one.number or 'last'} {one.quote!r}: {one.what}: {one.advice}" for one in rejected)
