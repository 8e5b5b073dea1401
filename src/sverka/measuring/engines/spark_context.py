"""The Spark context: what it needs, how it starts quietly, who shares it, and when it stops.

A process has one context, by Spark's design, so engines of the same master share it; it stops with the last of them.
The Java machine stays until Python ends, which spares the next context its start.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from sverka.model.errors import UsageError

OLDEST_JAVA = 17
LOCAL_CLUSTER = "local-cluster"
EVERYWHERE = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""For a cluster on this machine; executors elsewhere must be able to call the driver back."""
_HERE = ("local", "spark://127.0.0.1", "spark://localhost")
_JAVA_VERSION = re.compile(r'version "(\d+)')
_TELLING = re.compile(r"(?:Exception|Error)\b.*?: (.+)|All masters are unresponsive.*")


@dataclass(slots=True)
class _Running:
    """The context of this process: whether an engine started it, and how many engines hold it."""

    context: Any
    ours: bool
    holders: int = 0


_lock = threading.Lock()
_running: dict[str, _Running] = {}


def java_version() -> int | None:
    """The major version of the Java that Spark would run on, `None` where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None:
        return None
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    except OSError:
        return None
    found = _JAVA_VERSION.search(told)
    return int(found.group(1)) if found else None


def lacking() -> UsageError | None:
    """What this machine lacks to run Spark, as the error to raise; `None` where it has all."""
    if find_spec("pyspark") is None:
        return UsageError("pyspark is not installed", "the Spark engine", "pip install 'sverka[spark]'")
    version = java_version()
    if version is None or version < OLDEST_JAVA:
        what = "there is no Java" if version is None else f"Java {version} is too old for Spark"
        return UsageError(
            what,
            "the Spark engine",
            "install Java 17 (Debian and Ubuntu: apt install openjdk-17-jre-headless), or name its folder in JAVA_HOME",
        )
    return None


def hold(master: str) -> Any:
    """The context of this process, started where there is none; each `hold` needs a `release`.

    Raise `UsageError` where Spark cannot start, or runs with another master.
    """
    problem = lacking()
    if problem is not None:
        raise problem
    with _lock:
        running = _running.get(master) or _found(master)
        running.holders += 1
        _running[master] = running
        return running.context


def release(master: str) -> None:
    """Give a context back; the last to do so stops it, unless it ran before."""
    with _lock:
        running = _running[master]
        running.holders -= 1
        if running.holders:
            return
        del _running[master]
        if running.ours:
            application = running.context.applicationId
            running.context.stop()
            _remove_work(master, application)


def _found(master: str) -> _Running:
    """The context that runs in this process, else a new one."""
    from pyspark import SparkContext

    active = SparkContext._active_spark_context
    if active is None:
        return _Running(_start(master), ours=True)
    if active.master != master:
        raise UsageError(
            f"Spark runs in this process with the master {active.master}",
            f"the engine {master}",
            "close it first: a process has one Spark context",
        )
    return _Running(active, ours=False)


def _start(master: str) -> Any:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway

    conf = SparkConf().setMaster(master).setAppName("sverka")
    conf.setAll([*EVERYWHERE.items(), *(LOOPBACK if master.startswith(_HERE) else {}).items()])
    # What the JVM prints would go to the terminal; it is kept, without a name, to tell why a start failed.
    with tempfile.TemporaryFile() as log, _signals_kept(), _names_in_utf8():
        try:
            gateway = SparkContext._gateway or launch_gateway(conf, {"stdout": log, "stderr": log})
            return SparkContext(conf=conf, gateway=gateway)
        except (Py4JError, PySparkException, OSError) as error:
            raise UsageError("Spark does not start", f"the engine {master}", _reason(error, log)) from error


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Spark takes Ctrl-C for itself; it is given back, since an engine cancels its own jobs."""
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, before)


@contextmanager
def _names_in_utf8() -> Iterator[None]:
    """Java takes the encoding of file names from the locale, and where there is none it finds no file beyond ASCII."""
    before = os.environ.get("LC_ALL")
    locale = before or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    if not re.search(r"utf-?8", locale, re.IGNORECASE):
        os.environ["LC_ALL"] = "C.UTF-8"
    try:
        yield
    finally:
        os.environ.pop("LC_ALL", None)
        if before is not None:
            os.environ["LC_ALL"] = before


def _reason(error: BaseException, log: IO[bytes]) -> str:
    """The first telling line of the error or of what the JVM printed."""
    log.seek(0)
    for text in (str(error), log.read(1 << 20).decode("utf-8", "replace")):
        found = _TELLING.search(text)
        if found:
            return (found.group(1) or found.group(0)).strip()
    return "see whether `spark-submit --version` runs"


def _remove_work(master: str, application: str) -> None:
    """Remove the folder that a local cluster's executors leave in Spark's own."""
    if master.startswith(LOCAL_CLUSTER):
        from pyspark.find_spark_home import _find_spark_home

        work = Path(_find_spark_home()) / "work"
        shutil.rmtree(work / application, ignore_errors=True)
        with suppress(OSError):  # other applications have theirs there
            work.rmdir()
