"""Fixtures: a server of one's own, a clock that does not wait, and one file to fetch."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from fetching_server import Clock, Server

from sverka.recording.fetching import Fetched, Net, Watch, fetch
from sverka.recording.fetching.catalog import Asked, Wanted, wanted
from sverka.recording.fetching.wire import Policy


@pytest.fixture
def server() -> Iterator[Server]:
    site = Server()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield site
    site.shutdown()
    site.server_close()
    thread.join()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def net(server: Server, clock: Clock) -> Net:
    return Net(
        now=clock.now,
        today=lambda: 0.0,
        sleep=clock.sleep,
        chance=lambda: 0.5,
        base=server.base,
        policy=Policy(tries=4),
    )


@pytest.fixture
def exports(server: Server) -> Wanted:
    """Brazil's exports of 2023 by state."""
    return wanted("comexstat-state", Asked(flow=("export",), year=(2023,)), server.base)[0]


@pytest.fixture
def get(exports: Wanted, net: Net, tmp_path: Path) -> Callable[..., Fetched]:
    """`get()`: fetch Brazil's exports of 2023 into the folder of the test."""
    return lambda watch=None: fetch(exports, tmp_path, net, watch or Watch())
