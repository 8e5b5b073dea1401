"""The server: tools and resources over the protocol, each answer made on a thread, so that pings pass meanwhile.

The library of the protocol is an extra; only the functions that need it import it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from sverka import __version__
from sverka.mcp_door.resources import RESOURCES
from sverka.mcp_door.tools import in_tools, instructions, tools
from sverka.serving.desk import Desk
from sverka.serving.failing import refusal_lines, unexpected_line
from sverka.serving.fields import wrong
from sverka.writing.objects import Object

if TYPE_CHECKING:
    import mcp_types as protocol
    from mcp.server import Server

MOST_SECONDS = 120.0
"""How long one answer may take."""
MOST_AT_ONCE = 4
"""How many answers are made at the same time; others wait for their turn."""
_MOST_WAITING = 64
T = TypeVar("T")


def make_server(desk: Desk, *, seconds: float = MOST_SECONDS) -> Server[Any]:
    """A server that answers from a desk; `seconds` is the time of one answer."""
    import mcp_types as protocol
    from mcp.server import Server

    worker = _Worker(desk, seconds)

    async def list_tools(_: Any, __: Any) -> protocol.ListToolsResult:
        return protocol.ListToolsResult(tools=_told_tools())

    async def call_tool(_: Any, asked: protocol.CallToolRequestParams) -> protocol.CallToolResult:
        return await worker.called(asked.name, asked.arguments or {})

    async def list_resources(_: Any, __: Any) -> protocol.ListResourcesResult:
        return protocol.ListResourcesResult(resources=_told_resources())

    async def read_resource(_: Any, asked: protocol.ReadResourceRequestParams) -> protocol.ReadResourceResult:
        return await worker.read(str(asked.uri))

    return Server(
        "sverka",
        version=__version__,
        instructions=instructions(),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
    )


class _Worker:
    """Makes answers on threads, so many at once, none for longer than is allowed."""

    def __init__(self, desk: Desk, seconds: float) -> None:
        self._desk = desk
        self._seconds = seconds
        self._turns = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._waiting: Any = None

    async def called(self, name: str, arguments: dict[str, Any]) -> protocol.CallToolResult:
        """What a tool answers, or why it does not: never an exception."""
        try:
            return _answered(await self._made(lambda: self._answer(name, arguments)))
        except Exception as error:  # whatever went wrong, the assistant is told in words
            return _refused(self._told(error))

    async def read(self, uri: str) -> protocol.ReadResourceResult:
        """A resource as text; an error of the protocol for one that there is not."""
        import mcp_types as protocol
        from mcp.shared.exceptions import MCPError

        if uri not in RESOURCES:
            told = f"no such resource: {uri[:200]}: there are {', '.join(RESOURCES)}"
            raise MCPError(code=protocol.INVALID_PARAMS, message=told)
        try:
            text = await self._made(lambda: RESOURCES[uri].read(self._desk))
        except Exception as error:  # whatever went wrong, the assistant is told in words
            raise MCPError(code=protocol.INTERNAL_ERROR, message="\n".join(self._told(error))) from None
        page = protocol.TextResourceContents(uri=uri, text=text, mime_type="text/markdown")
        return protocol.ReadResourceResult(contents=[page])

    def _answer(self, name: str, arguments: dict[str, Any]) -> Object:
        tool = tools().get(name)
        if tool is None:
            wrong("no such tool", name, f"the tools are {', '.join(tools())}")
        return tool.answer(self._desk, arguments)

    async def _made(self, work: Callable[[], T]) -> T:
        """The outcome of work on a thread; `TimeoutError` when it takes too long, and the thread is left to its end."""
        import anyio
        import anyio.to_thread

        if self._waiting is None:
            self._waiting = anyio.CapacityLimiter(_MOST_WAITING)
        given_up = threading.Event()

        def in_turn() -> T:
            with self._turns:
                if given_up.is_set():
                    raise TimeoutError
                return work()

        try:
            with anyio.fail_after(self._seconds):
                return await anyio.to_thread.run_sync(in_turn, abandon_on_cancel=True, limiter=self._waiting)
        finally:
            given_up.set()

    def _told(self, error: Exception) -> list[str]:
        if isinstance(error, TimeoutError):
            from sverka.checking.wording import phrasebook

            return [phrasebook("sverka.serving", self._desk.ui).say("too_long", seconds=f"{self._seconds:.0f}")]
        return refusal_lines(error, self._desk.ui) or [unexpected_line(error)]


def _answered(told: Object) -> protocol.CallToolResult:
    """An answer twice over, as the protocol wants it: as an object, and as its text without blanks."""
    import mcp_types as protocol

    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = in_tools(text).encode("utf-8", "replace").decode("utf-8")
    return protocol.CallToolResult(
        content=[protocol.TextContent(type="text", text=text)], structured_content=json.loads(text)
    )


def _refused(lines: list[str]) -> protocol.CallToolResult:
    import mcp_types as protocol

    text = in_tools("\n".join(lines)).encode("utf-8", "replace").decode("utf-8")
    return protocol.CallToolResult(content=[protocol.TextContent(type="text", text=text)], is_error=True)


def _told_tools() -> list[protocol.Tool]:
    import mcp_types as protocol

    read_only = protocol.ToolAnnotations(read_only_hint=True)
    return [
        protocol.Tool(
            name=one.name,
            description=one.description,
            input_schema=dict(one.takes),
            output_schema=dict(one.gives),
            annotations=read_only,
        )
        for one in tools().values()
    ]


def _told_resources() -> list[protocol.Resource]:
    import mcp_types as protocol

    return [
        protocol.Resource(uri=one.uri, name=one.name, description=one.description, mime_type="text/markdown")
        for one in RESOURCES.values()
    ]
