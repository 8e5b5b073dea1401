"""The two ways to a client: its standard streams, or HTTP on this machine alone."""

from __future__ import annotations

import logging
import os
import socket
from typing import TYPE_CHECKING, Any

from sverka.mcp_door.server import make_server
from sverka.model.errors import UsageError
from sverka.serving.desk import Desk

if TYPE_CHECKING:
    from mcp.server import Server

HOST = "127.0.0.1"
"""Nobody is asked who they are, so nobody else is let in."""


def serve_stdio(desk: Desk) -> None:
    """Serve one client over the standard streams until it closes them."""
    import anyio

    _keep_quiet()
    try:
        anyio.run(_over_streams, make_server(desk))
    finally:
        desk.close()


def serve_http(desk: Desk, port: int) -> None:
    """Serve clients of this machine over HTTP, at `/mcp`, until the process is told to stop.

    `UsageError` where the port is not to be had.
    """
    import anyio
    import uvicorn

    _keep_quiet()
    app = make_server(desk).streamable_http_app(host=HOST, json_response=True, stateless_http=True)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    try:
        with _listening(port) as listening:
            anyio.run(server.serve, [listening])
    finally:
        desk.close()


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        raise UsageError(f"the port cannot be had ({error.strerror})", f"--port {port}", "name another") from None


async def _over_streams(server: Server[Any]) -> None:
    from mcp.server.stdio import stdio_server

    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def _keep_quiet() -> None:
    """What libraries tell of their work is no message to the user; SVERKA_DEBUG=1 shows it."""
    if os.environ.get("SVERKA_DEBUG") == "1":
        return
    for name in ("mcp", "uvicorn"):
        logging.getLogger(name).addHandler(logging.NullHandler())
        logging.getLogger(name).propagate = False
