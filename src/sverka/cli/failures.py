"""Failures as the outside sees them: one line on standard error and an exit code."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from sverka.checking.wording import Ui
from sverka.model.errors import InputError, SverkaError
from sverka.recording.stopping import StoppedError
from sverka.serving.failing import MAX_LENGTH, error_line, one_line, told_part

__all__ = ["MAX_LENGTH", "complain", "error_line", "exit_code_of", "is_unexpected", "one_line", "stopped_by"]

INTERRUPTED = 130
UNEXPECTED = 70
USAGE = 2


def complain(text: str) -> None:
    """Write a line to standard error."""
    print(text, file=sys.stderr)


def exit_code_of(failure: BaseException, ui: Ui = "en") -> int:
    """Report a failure in a language, and the exit code that it ends the program with."""
    if isinstance(failure, OSError) and not isinstance(failure, SverkaError):
        _leave_quietly()
    message, code = _outcome(failure, ui)
    if message:
        complain(message)
    return code


def is_unexpected(failure: BaseException) -> bool:
    """Whether a failure is a mistake in the program."""
    return _outcome(failure)[1] == UNEXPECTED


def _outcome(failure: BaseException, ui: Ui = "en") -> tuple[str, int]:
    """The line to print, empty for none, and the exit code."""
    message, code = "", 0
    match failure:
        case SverkaError():
            message, code = "\n".join(error_line(one, ui) for one in (failure, *failure.others)), failure.exit_code
        case click.exceptions.Exit():
            code = failure.exit_code
        case SystemExit():
            code = failure.code if isinstance(failure.code, int) else int(failure.code is not None)
        case click.exceptions.NoArgsIsHelpError():
            message, code = failure.format_message(), USAGE
        case click.ClickException():
            message, code = one_line(f"sverka: {_usage_text(failure, ui)}"), USAGE
        case StoppedError():
            message, code = (
                one_line(": ".join((f"sverka: stopped by {failure}", *_notes(failure)))),
                128 + failure.number,
            )
        case KeyboardInterrupt() | click.Abort():
            code = INTERRUPTED
        case BrokenPipeError():
            code = 0
        case OSError(strerror=str(what)):
            where = failure.filename or "standard output"
            message = error_line(InputError(what, str(where), "make room, or write elsewhere"), ui)
            code = InputError.exit_code
        case _:
            what = f"unexpected error: {type(failure).__name__}: {failure}"
            message = one_line(f"sverka: {what}: please report it; SVERKA_DEBUG=1 shows where it happened")
            code = UNEXPECTED
    return message, code


def stopped_by(failure: BaseException, signal: int | None) -> BaseException:
    """The failure that is told: where a signal asked to stop, that, whatever the engines made of it on the way out."""
    if signal is None or isinstance(failure, StoppedError):
        return failure
    stopped = StoppedError(signal)
    for note in _notes(failure):
        stopped.add_note(note)
    return stopped


def _notes(failure: BaseException) -> tuple[str, ...]:
    return tuple(getattr(failure, "__notes__", ()))


def _usage_text(failure: click.ClickException, ui: Ui) -> str:
    """What is wrong, in which command, and where its help is."""
    what = failure.format_message().rstrip(".")
    context = getattr(failure, "ctx", None)
    command = context.command_path if isinstance(context, click.Context) else "sverka"
    return ": ".join((told_part(f"{what[:1].lower()}{what[1:]}", ui), command, told_part(f"see {command} --help", ui)))


def _leave_quietly() -> None:
    """The reader of the output has gone, or it is full: say nothing more, not even when Python closes the stream."""
    with suppress(OSError, ValueError):  # a stream without a file of its own has nothing to close
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
