"""The program: `sverka`, or `python -m sverka`."""

import signal
import sys


def run() -> None:
    """Run one command and end with its exit code.

    Ctrl-C while the program is being loaded, or has its answer out already, ends it without a word: there is nothing
    to take back then, and nobody to tell of it.
    """
    told = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not where it is ignored, as by `nohup`
    if told:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from sverka.cli.main import main

    try:
        if told:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        code = main()
        if told:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
    except KeyboardInterrupt:  # between the two: on the way in, or on the way out
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    run()
