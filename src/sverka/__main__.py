"""`python -m sverka`."""

from sverka.cli.main import run

run()
