"""The server as a client starts it: a process that speaks the protocol on its standard output, and nothing else."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sverka.cli.main import main

WITHOUT = "the extra is missing: pip install sverka[mcp]"
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
}


def test_a_client_starts_it_and_asks(sample_book: Path) -> None:
    pytest.importorskip("mcp", reason=WITHOUT)
    import anyio
    from mcp import Client
    from mcp.client.stdio import StdioServerParameters

    command = ["-m", "sverka", "mcp", "--book", str(sample_book)]
    started = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))

    async def conversation() -> Any:
        async with Client(started) as client:
            listed = await client.list_tools()
            answer = await client.call_tool("measure", {"reporter": "RU-SMP", "measures": ["level(export[;; 2023])"]})
            refused = await client.call_tool("measure", {"reporter": "RU-SMP", "measures": ["level(export["]})
            return listed, answer, refused

    listed, answer, refused = anyio.run(conversation)
    assert len(listed.tools) == 11
    assert answer.structured_content["figures"][0]["value"] > 0
    assert refused.is_error


def test_standard_output_carries_the_protocol_alone(sample_book: Path) -> None:
    pytest.importorskip("mcp", reason=WITHOUT)
    lines = [json.dumps(HELLO), "garbage", "[]", '{"jsonrpc": "2.0", "id": 2, "method": "ping"}']
    ran = subprocess.run(
        [sys.executable, "-m", "sverka", "mcp", "--book", str(sample_book)],
        input="\n".join(lines).encode() + b"\n\xff\xfe\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr
    answers = [json.loads(line) for line in ran.stdout.decode().splitlines()]
    assert answers[0]["result"]["serverInfo"]["name"] == "sverka"


def test_clients_of_this_machine_ask_over_http(sample_book: Path) -> None:
    pytest.importorskip("mcp", reason=WITHOUT)
    import anyio
    from mcp import Client

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "sverka", "mcp", "--http", "--port", str(port), "--book", str(sample_book)]
    question = {"reporter": "RU-SMP", "measures": ["level(export[;; 2023])"]}

    async def conversation() -> Any:
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
            return await client.call_tool("measure", question)

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        try:
            _wait_for(port)
            assert anyio.run(conversation).structured_content["figures"][0]["value"] > 0
            taken = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            assert taken.returncode == 2
            assert "sverka: the port cannot be had" in taken.stderr
        finally:
            server.terminate()
        out, told = server.communicate(timeout=30)
    assert out == b""
    assert b"Traceback" not in told
    assert server.returncode == 143


def _wait_for(port: int) -> None:
    """Until something listens."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("nothing listens")


def test_without_the_extra_one_line_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sverka.cli.mcp.find_spec", lambda _: None)
    assert main(["mcp"]) == 2
    assert capsys.readouterr().err == "sverka: mcp needs an extra: sverka mcp: pip install sverka[mcp]\n"
