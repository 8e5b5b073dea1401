"""`sverka mcp`: the same answers for assistants, over the Model Context Protocol."""

from __future__ import annotations

import os
from importlib.util import find_spec

import click

from sverka.cli.booking import book_option
from sverka.cli.settings import common_options, settings
from sverka.model.errors import UsageError
from sverka.recording.whereabouts import book_path


@click.command("mcp")
@book_option
@common_options
def command(*, book: str | None) -> int:
    """Serve an assistant over the standard streams by the Model Context Protocol: reading, checking, measuring.

    Nothing but the protocol is written to standard output. A client starts this command; it ends when the client closes
    its input. Without a book, texts are read and weighed all the same.
    """
    if find_spec("mcp") is None:
        raise UsageError("mcp needs an extra", "sverka mcp", "pip install sverka[mcp]")
    from sverka.mcp_door.server import serve_stdio
    from sverka.serving.desk import Desk

    serve_stdio(Desk(book_path(book, os.environ), settings().ui))
    return 0
