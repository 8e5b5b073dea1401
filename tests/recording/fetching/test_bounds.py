"""Answers that have no end, drip, are of another length than announced, or begin as no such file does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fetching_server import EXPORTS, HEADER, NAME, PATH, Clock, Server, Site, whole

from sverka.model.errors import InputError
from sverka.recording.fetching import Fetched, Net, Watch, fetch
from sverka.recording.fetching.catalog import Wanted

Get = Callable[..., Fetched]


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def endless(body: bytes, **headers: str) -> Callable[[Site], None]:
    """No length, and no end."""

    def answer(site: Site) -> None:
        site.send_response(200)
        for name, value in headers.items():
            site.send_header(name, value)
        site.end_headers()
        try:
            site.wfile.write(HEADER)
            for _ in range(100_000):
                site.wfile.write(body)
        except OSError:
            site.close_connection = True

    return answer


def test_an_answer_without_an_end_is_cut_and_nothing_kept(
    server: Server, exports: Wanted, net: Net, tmp_path: Path
) -> None:
    server.on(PATH, endless(EXPORTS, ETag='"v1"'))
    small = replace(exports, entry=replace(exports.entry, max_unannounced_bytes=3_000_000))
    with pytest.raises(InputError, match="more than 3,000,000 bytes, and no end"):
        fetch(small, tmp_path, net)
    assert left_behind(tmp_path) == []
    server.on(PATH, whole(EXPORTS * 3))
    assert fetch(small, tmp_path, net).size > 3_000_000, "a length that is announced may be larger"


def test_what_does_not_begin_as_it_should_is_not_taken_to_its_end(server: Server, get: Get, tmp_path: Path) -> None:
    class Counting(Watch):
        most = 0

        def moved(self, done: int) -> None:
            Counting.most = max(Counting.most, done)

    def junk(site: Site) -> None:
        site.say(200, b"a;b;c\n" * 500_000, {"ETag": '"v1"'})

    server.on(PATH, junk)
    with pytest.raises(InputError, match="not the csv file"):
        get(Counting())
    assert Counting.most == 0
    assert left_behind(tmp_path) == []


def test_a_file_that_drips_for_hours_is_left_and_gone_on_with(
    server: Server, get: Get, clock: Clock, tmp_path: Path
) -> None:
    class Hours(Watch):
        def moved(self, done: int) -> None:
            clock.time += 4 * 3600

    server.on(PATH, whole(EXPORTS))
    with pytest.raises(InputError, match="within 6 hours"):
        get(Hours())
    assert NAME not in left_behind(tmp_path)
    assert get().resumed_from > 0
    assert (tmp_path / NAME).read_bytes() == EXPORTS


@pytest.mark.parametrize("length", ["5", "-1", "1_0", "5, 6", "x"])
def test_a_length_that_is_wrong_gives_no_file(server: Server, get: Get, tmp_path: Path, length: str) -> None:
    def answer(site: Site) -> None:
        site.send_response(200)
        site.send_header("Content-Length", length)
        site.end_headers()
        site.wfile.write(HEADER)

    server.on(PATH, answer)
    with pytest.raises(InputError, match="after 4 tries"):
        get()
    assert left_behind(tmp_path) == [], "without a version nobody can go on with a part"
