"""A book of the invented region, and a client that asks a server in this process."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sverka.checking.wording import Ui
from sverka.cli.main import main
from sverka.serving.desk import Desk

WITHOUT = "the extra is missing: pip install sverka[mcp]"


class Said(NamedTuple):
    """What came back: the text as an assistant reads it, the object, whether it is an error."""

    text: str
    told: Any
    refused: bool


Ask = Callable[..., Said]


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book of the sample: RU-SMP, both flows, January 2019 to August 2024."""
    folder = tmp_path_factory.mktemp("sample")
    assert main(["sample", str(folder / "files"), "--rows", "5000", "--seed", "1", "--quiet"]) == 0
    files = sorted(map(str, (folder / "files").glob("fts_*.csv")))
    assert main(["load", *files, "--book", str(folder / "book"), "--quiet"]) == 0
    return folder / "book"


@pytest.fixture(scope="session")
def talk() -> Callable[..., Any]:
    """`talk(desk, lambda client: …)`: what comes of talking to a server over a desk."""
    pytest.importorskip("mcp", reason=WITHOUT)
    import anyio
    from mcp import Client

    from sverka.mcp_door.server import make_server

    def talked(desk: Desk, conversation: Callable[[Any], Any], **options: Any) -> Any:
        async def run() -> Any:
            async with Client(make_server(desk, **options)) as client:
                return await conversation(client)

        try:
            return anyio.run(run)
        finally:
            desk.close()

    return talked


@pytest.fixture
def ask(sample_book: Path, talk: Callable[..., Any]) -> Ask:
    """`ask("measure", reporter=…, measures=[…])`: one question to the sample's book, or to another."""

    def asked(name: str, /, *, book: Path | None = None, ui: Ui = "en", **arguments: Any) -> Said:
        desk = Desk(sample_book if book is None else book, ui)
        return said(talk(desk, lambda client: client.call_tool(name, arguments)))

    return asked


def said(result: Any) -> Said:
    """A result of the protocol; its text is the JSON of its object."""
    text = result.content[0].text
    told: Mapping[str, Any] | None = result.structured_content
    if not result.is_error:
        assert json.loads(text) == told
    return Said(text, told, bool(result.is_error))
