"""`sverka fetch`: public records → files."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sverka.checking.wording import Phrasebook, phrasebook
from sverka.cli.failures import complain, error_line
from sverka.cli.outputs import write_answer
from sverka.cli.settings import common_options, settings
from sverka.model.errors import InputError

if TYPE_CHECKING:
    from sverka.recording.fetching import Fetched, Net, Wanted, Watch

BASE_VARIABLE = "SVERKA_FETCH_BASE"
# As in the table of addresses, written out so that the help needs no table; a test holds them together.
SOURCES = ("comexstat-state", "comexstat-municipal", "comtrade", "comext", "baci")


@click.command("fetch")
@click.argument("source", type=click.Choice(SOURCES), metavar="SOURCE")
@click.option("--flow", type=click.Choice(("export", "import")), multiple=True, help="One flow; both if not given.")
@click.option(
    "--year", type=click.IntRange(1962, 2100), multiple=True, metavar="YEAR", help="A year: Comex Stat, UN Comtrade."
)
@click.option("--period", multiple=True, metavar="P", help="A month or a year: Comext. 2024-01, 2023.")
@click.option("--edition", multiple=True, metavar="HS", help="Edition of the HS: BACI. HS92, HS17.")
@click.option("--release", multiple=True, metavar="R", help="Release: BACI. 202401b.")
@click.option("--reporter", multiple=True, metavar="ID", help="Reporting country: UN Comtrade. BR.")
@click.option("--partner", multiple=True, metavar="ID", help="Partner: UN Comtrade. CN, world; all if not given.")
@click.option(
    "--commodity", multiple=True, metavar="C", help="Goods: UN Comtrade. TOTAL (if not given), AG2, AG4, AG6, 2709."
)
@click.option("--to", "folder", default=".", metavar="DIR", help="Where the files go; by default here.")
@click.option(
    "--base", metavar="URL", help=f"Another server with the same paths: a mirror. {BASE_VARIABLE} does the same."
)
@click.option("--allow-private", is_flag=True, help="Also ask servers of private networks.")
@common_options
def command(*, source: str, folder: str, base: str | None, allow_private: bool, **asked: Any) -> int:
    """Download public records that need no key, to be loaded with `sverka load`.

    \b
    comexstat-state      Brazil by state and NCM:    --year [--flow]
    comexstat-municipal  Brazil by town and heading: --year [--flow]
    comtrade             UN Comtrade, at most 500 rows a question:
                         --reporter --year [--flow] [--partner] [--commodity]
    comext               Eurostat, 7-Zip archives:   --period
    baci                 CEPII's reconciled trade:   --edition --release

    Options may be repeated. A download that was broken off goes on where it stopped; a file that has not changed is
    not fetched again. Each file gets its checksum beside it, FILE.sha256.
    """
    from sverka.recording.fetching import Asked, made_folder, wanted

    base = base or os.environ.get(BASE_VARIABLE) or None
    files = wanted(source, Asked(**asked), base)
    net = network(base, allow_private)
    done = _fetch_each(files, made_folder(folder), net, _words())
    following = _next_steps(done, _words())
    if following:
        write_answer("\n" + "\n".join(following))
    return 0 if len(done) == len(files) else InputError.exit_code


def network(base: str | None, allow_private: bool) -> Net:
    """The network as downloads use it."""
    from sverka.recording.fetching import Net

    return Net(base=base, allow_private=allow_private)


def _words() -> Phrasebook:
    return phrasebook("sverka.writing", settings().ui)


def _fetch_each(files: Sequence[Wanted], folder: Path, net: Net, words: Phrasebook) -> list[Fetched]:
    """Fetch the files in order; one that cannot be had is complained of and the rest go on."""
    from sverka.recording.fetching import fetch

    done = []
    for one in files:
        watch = _watch(net, words)
        try:
            found = fetch(one, folder, net, watch)
        except InputError as error:
            complain(error_line(error, settings().ui))
            continue
        except KeyboardInterrupt:
            watch.ends()
            part = folder / f"{one.name}.part"
            if part.is_file():
                complain(words.say("fetch_interrupted", part=_shown(part)))
            raise
        done.append(found)
        write_answer(_answer(found, words))
    return done


def _watch(net: Net, words: Phrasebook) -> Watch:
    if settings().quiet:
        from sverka.recording.fetching import Watch

        return Watch()
    from sverka.cli.fetch_progress import Progress

    return Progress(words, sys.stderr, net.now, terminal=sys.stderr.isatty())


def _answer(found: Fetched, words: Phrasebook) -> str:
    """What became of one file; what must not be overlooked goes to standard error."""
    from sverka.cli.fetch_progress import size_text
    from sverka.writing.numbers import counted

    path = _shown(found.path)
    if found.cut:
        complain(words.say("fetch_cut", path=path))
    if not found.measured:
        complain(words.say("fetch_unmeasured", path=path))
    line = words.say(f"fetch_{found.outcome}", path=path, size=counted("n_bytes", found.size, words.ui))
    if found.resumed_from:
        line += words.say("fetch_resumed", size=size_text(found.resumed_from, words))
    return f"{line}\n  sha256 {found.sha256}"


def _next_steps(done: Sequence[Fetched], words: Phrasebook) -> list[str]:
    """The commands that load what was fetched."""
    if not done:
        return []
    entry = done[0].wanted.entry
    paths = [str(found.path) for found in done]
    steps = []
    if entry.form == "7z":
        steps.append(words.say("fetch_unpack"))
        steps += [f"  7z x {_quoted([path])} -o{_quoted([str(Path(path).parent)])}" for path in paths]
        paths = [str(Path(path).with_suffix(".dat")) for path in paths]
    return [*steps, words.say("fetch_next"), f"  sverka load {entry.id} {_quoted(paths)}"]


def _quoted(paths: Sequence[str]) -> str:
    from sverka.writing.terminal import clean

    return clean(shlex.join(paths))


def _shown(path: Path) -> str:
    from sverka.writing.terminal import clean

    return clean(str(path))
