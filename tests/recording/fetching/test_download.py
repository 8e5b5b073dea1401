"""Files come whole or not at all, go on where they stopped, and are not fetched twice."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fetching_server import DATE, EXPORTS, HEADER, NAME, PATH, Clock, Server, Site, plain, whole

from sverka.model.errors import InputError
from sverka.recording.fetching import Fetched, Net, Watch, fetch
from sverka.recording.fetching.catalog import Asked, Wanted, wanted

Get = Callable[..., Fetched]
REST = EXPORTS[100_000:]


def left_behind(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_fetched_whole_with_its_checksum(server: Server, get: Get, tmp_path: Path) -> None:
    server.on(PATH, whole(EXPORTS))
    found = get()
    assert (found.outcome, found.size, found.resumed_from, found.measured) == ("fetched", len(EXPORTS), 0, True)
    assert (tmp_path / NAME).read_bytes() == EXPORTS
    sha256 = hashlib.sha256(EXPORTS).hexdigest()
    assert found.sha256 == sha256
    assert (tmp_path / f"{NAME}.sha256").read_text() == f"{sha256}  {NAME}\n"
    assert left_behind(tmp_path) == [NAME, f"{NAME}.fetched.json", f"{NAME}.sha256"]


def test_the_server_is_told_who_asks(server: Server, get: Get) -> None:
    from sverka import __version__

    server.on(PATH, whole(EXPORTS))
    get()
    asked = server.asked[0].headers
    assert asked["user-agent"] == f"sverka/{__version__}"
    assert asked["accept-encoding"] == "identity"
    assert asked["host"] == server.base.removeprefix("http://")


@pytest.mark.parametrize("etag", ['"v1"', "", 'W/"v1"'])
def test_a_file_that_has_not_changed_is_not_fetched_again(server: Server, get: Get, tmp_path: Path, etag: str) -> None:
    server.on(PATH, whole(EXPORTS, etag))
    get()
    (tmp_path / f"{NAME}.sha256").unlink()
    again = get()
    assert again.outcome == "unchanged"
    assert again.sha256 == hashlib.sha256(EXPORTS).hexdigest()
    assert len(server.asked) == 2
    assert left_behind(tmp_path) == [NAME, f"{NAME}.fetched.json", f"{NAME}.sha256"]


def test_a_server_that_ignores_conditions_is_asked_no_more_than_the_head(server: Server, get: Get) -> None:
    server.on(PATH, plain(200, EXPORTS, ETag='"v1"'))
    get()
    assert get().outcome == "unchanged"


def test_a_new_version_takes_the_place_of_the_old(server: Server, get: Get, tmp_path: Path) -> None:
    server.on(PATH, whole(EXPORTS))
    get()
    server.on(PATH, whole(HEADER, '"v2"'))
    assert get().outcome == "fetched"
    assert (tmp_path / NAME).read_bytes() == HEADER


def test_a_file_that_was_changed_here_is_fetched_again(server: Server, get: Get, tmp_path: Path) -> None:
    server.on(PATH, whole(EXPORTS))
    get()
    (tmp_path / NAME).write_bytes(EXPORTS[:-1] + b"!")
    assert get().outcome == "fetched"
    assert (tmp_path / NAME).read_bytes() == EXPORTS


def test_a_broken_connection_goes_on_from_where_it_broke(
    server: Server, get: Get, clock: Clock, tmp_path: Path
) -> None:
    server.on(PATH, whole(EXPORTS, sent=100_000), whole(EXPORTS, sent=50_000), whole(EXPORTS))
    found = get()
    assert (tmp_path / NAME).read_bytes() == EXPORTS
    assert found.sha256 == hashlib.sha256(EXPORTS).hexdigest()
    ranges = [(one.headers.get("range"), one.headers.get("if-range")) for one in server.asked]
    assert ranges == [(None, None), ("bytes=100000-", '"v1"'), ("bytes=150000-", '"v1"')]
    assert clock.slept == [1.0, 1.0]  # each try came further, so the wait is not doubled


def test_the_next_run_goes_on_where_the_last_one_stopped(server: Server, get: Get, tmp_path: Path) -> None:
    server.on(PATH, whole(EXPORTS, sent=100_000), plain(503))
    with pytest.raises(InputError, match="503"):
        get()
    assert left_behind(tmp_path) == [f"{NAME}.part", f"{NAME}.part.json"]
    assert (tmp_path / f"{NAME}.part").read_bytes() == EXPORTS[:100_000]
    server.on(PATH, whole(EXPORTS))
    found = get()
    assert found.resumed_from == 100_000
    assert (tmp_path / NAME).read_bytes() == EXPORTS
    assert found.sha256 == hashlib.sha256(EXPORTS).hexdigest()
    assert f"{NAME}.part" not in left_behind(tmp_path)


def test_without_an_entity_tag_the_date_tells_versions_apart(server: Server, get: Get) -> None:
    server.on(PATH, whole(EXPORTS, "", sent=1000), whole(EXPORTS, ""))
    get()
    assert server.asked[1].headers["if-range"] == DATE


@pytest.mark.parametrize(
    "second",
    [
        whole(HEADER * 3000, '"v2"'),
        plain(206, REST, Content_Range=f"bytes 100000-{len(EXPORTS) - 1}/{len(EXPORTS)}", ETag='"v2"'),
        plain(206, REST, Content_Range=f"bytes 0-{len(REST) - 1}/{len(EXPORTS)}", ETag='"v1"'),
        plain(206, REST + b"x", Content_Range=f"bytes 100000-{len(EXPORTS)}/{len(EXPORTS) + 1}", ETag='"v1"'),
        plain(206, REST, ETag='"v1"'),
        plain(416, b"", Content_Range="bytes */5"),
    ],
    ids=["all of another", "a part of another", "another part", "another length", "a part of nobody knows", "nothing"],
)
def test_a_part_is_never_glued_to_another_version(
    server: Server, get: Get, tmp_path: Path, second: Callable[[Site], None]
) -> None:
    server.on(PATH, whole(EXPORTS, sent=100_000), second, whole(HEADER * 3000, '"v2"'))
    found = get()
    assert (tmp_path / NAME).read_bytes() == HEADER * 3000
    assert found.sha256 == hashlib.sha256(HEADER * 3000).hexdigest()
    assert found.resumed_from == 0


def test_a_server_that_ignores_ranges_begins_anew(server: Server, get: Get, tmp_path: Path) -> None:
    server.on(PATH, whole(EXPORTS, sent=100_000), plain(200, EXPORTS, ETag='"v1"'))
    get()
    assert server.asked[1].headers["range"] == "bytes=100000-"
    assert (tmp_path / NAME).read_bytes() == EXPORTS


def test_a_part_of_nobody_knows_what_is_not_gone_on_with(server: Server, get: Get, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(b"junk")
    for spoilt in ("", "{", "[]", '{"url": 1}', "[" * 100_000):
        (tmp_path / f"{NAME}.part.json").write_text(spoilt)
        server.on(PATH, whole(EXPORTS))
        get()
        assert "range" not in server.asked[-1].headers
        assert (tmp_path / NAME).read_bytes() == EXPORTS


def test_a_part_of_another_address_is_not_gone_on_with(server: Server, get: Get, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(EXPORTS[:10])
    note = {"url": "http://elsewhere.example/", "etag": '"v1"', "modified": "", "size": len(EXPORTS), "sha256": ""}
    (tmp_path / f"{NAME}.part.json").write_text(json.dumps(note))
    server.on(PATH, whole(EXPORTS))
    get()
    assert "range" not in server.asked[0].headers


def test_a_part_that_was_complete_is_put_in_place(server: Server, get: Get, exports: Wanted, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.part").write_bytes(EXPORTS)
    note = {"url": exports.urls[0], "etag": '"v1"', "modified": "", "size": len(EXPORTS), "sha256": ""}
    (tmp_path / f"{NAME}.part.json").write_text(json.dumps(note))
    server.on(PATH, whole(EXPORTS))
    found = get()
    assert (found.sha256, found.resumed_from) == (hashlib.sha256(EXPORTS).hexdigest(), len(EXPORTS))
    assert (tmp_path / NAME).read_bytes() == EXPORTS


def test_a_file_shorter_than_announced_is_refused(server: Server, get: Get, tmp_path: Path) -> None:
    short = lambda site: site.say(200, HEADER, {"Content-Type": "text/csv"}, 5000)  # noqa: E731
    server.on(PATH, short)
    with pytest.raises(InputError, match=r"broke off at 110 of 5,000 bytes, after 4 tries"):
        get()
    assert NAME not in left_behind(tmp_path)


def test_a_server_in_trouble_is_given_the_time_it_asks_for(server: Server, get: Get, clock: Clock) -> None:
    later = "Thu, 01 Jan 1970 00:00:45 GMT"
    server.on(PATH, plain(503, Retry_After="7"), plain(429, Retry_After=later), plain(500), whole(EXPORTS))
    assert get().outcome == "fetched"
    assert clock.slept == [7.0, 45.0, 4.0]


def test_a_server_that_asks_for_hours_is_left_alone(server: Server, get: Get, clock: Clock, tmp_path: Path) -> None:
    server.on(PATH, plain(503, Retry_After="7200"))
    with pytest.raises(InputError, match="120 minutes"):
        get()
    assert (len(server.asked), clock.slept) == (1, [])
    assert left_behind(tmp_path) == []


def test_tries_are_bounded_and_waits_double(server: Server, get: Get, clock: Clock) -> None:
    server.on(PATH, plain(502))
    with pytest.raises(InputError, match="502 Bad Gateway, after 4 tries"):
        get()
    assert clock.slept == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (plain(200, b"<!DOCTYPE html><p>Manutencao", Content_Type="text/html; charset=utf-8"), "web page"),
        (plain(200, b"\n <HTML><body>503</body>", Content_Type="text/csv"), "web page"),
        (plain(200, b'{"statusCode": 500}', Content_Type="application/json"), "message"),
        (plain(200, b"a;b;c\n1;2;3\n"), "not the csv file of comexstat-state"),
        (plain(200, b""), "not the csv file"),
        (plain(200, HEADER, Content_Encoding="gzip"), "encoding"),
        (plain(404, b"<html>no"), "no such file"),
        (plain(403, b"no"), "403 Forbidden"),
        (plain(206, HEADER), "206"),
        (plain(304), "304"),
        (lambda site: site.say(200, HEADER, {}, 3_000_000_000), "3,000,000,000 bytes"),
    ],
)
def test_what_is_not_the_file_is_refused_at_once(
    server: Server, get: Get, tmp_path: Path, answer: Callable[[Site], None], word: str
) -> None:
    server.on(PATH, answer)
    with pytest.raises(InputError, match=word) as caught:
        get()
    assert caught.value.next_step
    assert len(server.asked) == 1
    assert left_behind(tmp_path) == []


def test_a_failure_leaves_the_file_that_is_there(server: Server, get: Get, tmp_path: Path) -> None:
    server.on(PATH, whole(EXPORTS))
    get()
    server.on(PATH, plain(200, b"<html>down for the night", ETag='"v2"'))
    with pytest.raises(InputError, match="web page"):
        get()
    assert (tmp_path / NAME).read_bytes() == EXPORTS


def test_an_interrupted_download_keeps_what_has_come(server: Server, get: Get, tmp_path: Path) -> None:
    class Impatient(Watch):
        def moved(self, done: int) -> None:
            if done > 300_000:
                raise KeyboardInterrupt

    server.on(PATH, whole(EXPORTS))
    with pytest.raises(KeyboardInterrupt):
        get(Impatient())
    kept = (tmp_path / f"{NAME}.part").read_bytes()
    assert len(kept) > 300_000
    assert EXPORTS.startswith(kept)
    found = get()
    assert found.resumed_from == len(kept)
    assert (tmp_path / NAME).read_bytes() == EXPORTS


def test_a_length_that_is_not_told_is_said(server: Server, get: Get) -> None:
    def until_closed(site: Site) -> None:
        site.send_response(200)
        site.end_headers()
        site.wfile.write(EXPORTS)

    server.on(PATH, until_closed)
    assert not get().measured


def test_a_chunked_answer_has_an_end_of_its_own(server: Server, get: Get, tmp_path: Path) -> None:
    def chunked(end: bytes) -> Callable[[Site], None]:
        def answer(site: Site) -> None:
            site.protocol_version = "HTTP/1.1"
            site.send_response(200)
            site.send_header("Transfer-Encoding", "chunked")
            site.end_headers()
            site.wfile.write(b"%x\r\n%s\r\n" % (len(EXPORTS), EXPORTS) + end)
            site.close_connection = True

        return answer

    server.on(PATH, chunked(b""), chunked(b"0\r\n\r\n"))
    assert get().measured
    assert (tmp_path / NAME).read_bytes() == EXPORTS
    assert len(server.asked) == 2


def test_a_server_that_all_but_stands_still_is_left(server: Server, get: Get, clock: Clock) -> None:
    class Slow(Watch):
        def moved(self, done: int) -> None:
            clock.time += 61

    drip = lambda site: site.say(200, HEADER, {}, 5000)  # noqa: E731
    server.on(PATH, drip)
    with pytest.raises(InputError, match="almost nothing"):
        get(Slow())


def test_two_downloads_of_one_file_do_not_mix(server: Server, get: Get, tmp_path: Path) -> None:
    class Second(Watch):
        said = ""

        def moved(self, done: int) -> None:
            if not self.said:
                with pytest.raises(InputError, match="another download") as caught:
                    get()
                Second.said = caught.value.what

    server.on(PATH, whole(EXPORTS))
    get(Second())
    assert Second.said
    assert (tmp_path / NAME).read_bytes() == EXPORTS


def test_an_archive_must_have_its_beginning_and_its_end(server: Server, net: Net, tmp_path: Path) -> None:
    one = wanted("baci", Asked(edition=("hs92",), release=("V202401b",)), server.base)[0]
    assert one.urls == (f"{server.base}/DATA_DOWNLOAD/baci/data/BACI_HS92_V202401b.zip",)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("BACI_HS92_Y2022_V202401b.csv", "t,i,j,k,v,q\n2022,76,156,120190,10.5,20\n")
    path = "/DATA_DOWNLOAD/baci/data/BACI_HS92_V202401b.zip"
    server.on(path, whole(packed.getvalue()[:-22], kind="application/zip"))
    with pytest.raises(InputError, match="no end"):
        fetch(one, tmp_path, net)
    server.on(path, whole(packed.getvalue(), '"v2"', kind="application/zip"))
    assert fetch(one, tmp_path, net).size == len(packed.getvalue())


def test_eurostat_asks_by_a_query_and_answers_with_seven_zip(server: Server, net: Net, tmp_path: Path) -> None:
    one = wanted("comext", Asked(period=("2024-01",)), server.base)[0]
    server.on(
        "/eurostat/api/dissemination/files", whole(b"7z\xbc\xaf\x27\x1c\0\4rest", kind="application/octet-stream")
    )
    assert fetch(one, tmp_path, net).path.name == "full_v2_202401.7z"
    assert server.asked[0].path.endswith("?file=comext/COMEXT_DATA/PRODUCTS/full_v2_202401.7z")


def test_a_folder_that_cannot_be_written_is_said(exports: Wanted, net: Net, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        fetch(exports, tmp_path / "absent", net)
