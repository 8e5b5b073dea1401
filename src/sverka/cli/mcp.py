"""`sverka mcp`: the same answers for assistants, over the Model Context Protocol."""

from __future__ import annotations

import os
from importlib.util import find_spec

import click

from sverka.checking.wording import phrasebook
from sverka.cli.booking import book_option
from sverka.cli.failures import complain
from sverka.cli.settings import common_options, settings
from sverka.model.errors import UsageError
from sverka.recording.whereabouts import book_path

PORT = 8001


@click.command("mcp")
@book_option
@click.option("--http", is_flag=True, help="Serve over HTTP, to this machine alone, instead of the standard streams.")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, help=f"With --http: the port; by default {PORT}.")
@common_options
def command(*, book: str | None, http: bool, port: int) -> int:
    """Serve an assistant over the standard streams by the Model Context Protocol: reading, checking, measuring.

    Nothing but the protocol is written to standard output. A client starts this command; it ends when the client closes
    its input. Without a book, texts are read and weighed all the same. With --http it serves any number of clients of
    this machine, at http://127.0.0.1:PORT/mcp, until it is stopped.
    """
    if find_spec("mcp") is None:
        raise UsageError("mcp needs an extra", "sverka mcp", "pip install sverka[mcp]")
    from sverka.mcp_door.transports import HOST, serve_http, serve_stdio
    from sverka.serving.desk import Desk

    desk = Desk(book_path(book, os.environ), settings().ui)
    if not http:
        serve_stdio(desk)
        return 0
    if not settings().quiet:
        complain(phrasebook("sverka.serving", settings().ui).say("serving_at", address=f"http://{HOST}:{port}/mcp"))
    serve_http(desk, port)
    return 0
