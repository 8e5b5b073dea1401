"""Create a virtual environment and install Sverka in it: `set_up.py VENV [--dev]`.

Runs on the interpreter of the machine and needs the standard library alone. The versions of `requirements.txt` are
taken where they can be had, else the newest that `pyproject.toml` allows. Tests that need something from the system
get it here through the package manager of the machine, where that is permitted, and are skipped where it is not: Java,
for those of Spark.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "requirements.txt"
OLDEST_PYTHON = (3, 11)
OLDEST_JAVA = 17
JAVA_PACKAGES = ("openjdk-17-jre-headless", "openjdk-21-jre-headless")
"""The packages of Debian and Ubuntu with a Java that Spark 4.0 runs on; which of them a release has, differs."""


class SetUpError(Exception):
    """What could not be done, and what to do about it."""


def say(text: str) -> None:
    """A progress line, on standard error so that a command's own output stays clean."""
    print(f"sverka set-up: {text}", file=sys.stderr, flush=True)


def run(command: list[str], advice: str) -> None:
    """Run a command quietly; when it fails, show the end of what it printed and the advice."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise SetUpError(f"{done.stdout[-2000:].strip()}\nsverka set-up: {advice}")


def create_environment(venv: Path) -> None:
    """Create the environment unless it is there and whole."""
    python = venv / "bin" / "python"
    check = [str(python), "-m", "pip", "--version"]
    if python.exists() and subprocess.run(check, capture_output=True, check=False).returncode == 0:
        return
    say(f"creating the environment {venv.name}")
    advice = (
        "the environment cannot be created; install the venv module of this Python "
        "(on Debian and Ubuntu: apt install python3-venv) and try again"
    )
    run([sys.executable, "-m", "venv", "--clear", str(venv)], advice)


def development_requirements() -> list[str]:
    """The `dev` group of pyproject.toml; pip reads groups itself only since version 25.1."""
    import tomllib  # not at the top: an older Python must get as far as the message that it is too old

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(settings["dependency-groups"]["dev"])


def install(venv: Path, dev: bool) -> None:
    """Install the project, editable, with what it needs."""
    say(
        "installing Sverka and what it needs" + (", with the tools of development" if dev else "") + " (about a minute)"
    )
    wanted = ["-e", ".", *(development_requirements() if dev else [])]
    pip = [str(venv / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    advice = (
        "the packages cannot be installed; check the network, or the package index that `pip config list` names, "
        "then run the same make command again"
    )
    try:
        run([*pip, "-c", str(PINS), *wanted], advice)
    except SetUpError:
        say("the versions in requirements.txt cannot be had here; taking the newest that pyproject.toml allows")
        run([*pip, *wanted], advice)
    # Compiled here and now, since some machines forbid Python to do so as it runs, and start-up would pay each time.
    run([pip[0], "-m", "compileall", "-q", "src"], "the sources cannot be compiled; is the disk full or read-only?")


def java_version() -> int | None:
    """The major version of the Java that Spark would run on, `None` where there is none."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else "java"
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    except OSError:
        return None
    found = re.search(r'version "(\d+)', told)
    return int(found.group(1)) if found else None


def may_install() -> bool:
    """Whether packages of the system can be installed: as root, by apt-get."""
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def see_to_java() -> None:
    """Install Java where there is none and that is permitted; without it the tests of Spark are skipped."""
    version = java_version()
    if version is not None and version >= OLDEST_JAVA:
        return
    without = f"the tests of Spark will be skipped: they need Java {OLDEST_JAVA} ({JAVA_PACKAGES[0]})"
    if not may_install():
        say(without)
        return
    say("installing Java for the tests of Spark")
    apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    installs = [[*apt, "install", "-y", "--no-install-recommends", package] for package in JAVA_PACKAGES]
    # The lists of packages may be there already, and fetching them takes longer than the package.
    for command in (installs[0], [*apt, "update"], *installs):
        try:
            run(command, without)
        except SetUpError:
            continue
        if "install" in command:
            return
    say(without)


def main() -> int:
    """Set up, or say what to do."""
    parser = argparse.ArgumentParser(description="Create a virtual environment and install Sverka in it.")
    parser.add_argument("venv", type=Path)
    parser.add_argument("--dev", action="store_true", help="with the tools of development")
    options = parser.parse_args()
    if sys.version_info < OLDEST_PYTHON:
        print(
            f"sverka set-up: this is Python {sys.version.split()[0]}: Python 3.11 or newer is needed: "
            "name one, as in `make demo PYTHON=python3.11`",
            file=sys.stderr,
        )
        return 1
    try:
        create_environment(options.venv.resolve())
        install(options.venv.resolve(), options.dev)
        if options.dev:
            see_to_java()
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    say("ready")
    return 0


if __name__ == "__main__":
    sys.exit(main())
