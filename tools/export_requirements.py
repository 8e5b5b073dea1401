"""Export the versions known to work together to `requirements.txt`, without addresses of any index.

Needs `uv` (`pip install uv`), which resolves for every platform at once; `uv.lock` is not kept, since it records where
each file was downloaded from.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "requirements.txt"
HEADER = "# Versions known to work together, tools of development included; written by `make requirements`.\n"
PIN = re.compile(r"[A-Za-z0-9._-]+==[^\s/@]+(?: ; [^/@]+)?")


def find_uv() -> str | None:
    """`uv` of this environment, else of the machine."""
    beside = Path(sys.executable).with_name("uv")
    return str(beside) if beside.exists() else shutil.which("uv")


def resolve(uv: str) -> list[str]:
    """The pins, one a line; raise `ValueError` for a line that is not a plain pin."""
    command = [uv, "pip", "compile", "pyproject.toml", "--group", "dev", "--universal", "--quiet"]
    command += ["--no-header", "--no-annotate", "--no-emit-package", "sverka"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    strange = [line for line in lines if not PIN.fullmatch(line)]
    if strange:
        raise ValueError(f"not a plain version: {strange[0]}")
    return lines


def main() -> int:
    """Write the file."""
    uv = find_uv()
    if uv is None:
        print("export_requirements: uv is not installed: run `pip install uv` in the environment", file=sys.stderr)
        return 1
    TARGET.write_text(HEADER + "\n".join(resolve(uv)) + "\n", encoding="utf-8")
    print(f"wrote {TARGET.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
