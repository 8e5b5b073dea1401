"""The walk from question to question as a state machine: a state and a key give the next state, and nothing else.

A state knows of each question only how many alternatives it has; what these are, the screen knows. The past is a part
of the state, so taking back is exact, and going on later is the same as not having stopped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

ON_A_PAGE = 5
"""How many alternatives stand on a screen together, each with one digit for a key."""
Action = Literal["keep", "more", "edit", "dismiss", "skip", "undo", "quit", "help"]
KEYS: Mapping[Action, str] = {
    "keep": "",
    "more": "m",
    "edit": "e",
    "dismiss": "n",
    "skip": "s",
    "undo": "u",
    "quit": "q",
    "help": "?",
}
SAME_KEYS: Mapping[str, str] = {
    "ь": "m",
    "у": "e",
    "т": "n",
    "ы": "s",
    "г": "u",
    "й": "q",
    ",": "?",
    "h": "?",
    "р": "?",
}
"""The letters of the Russian layout on the same keys, so that nobody has to switch; `h` asks for help, too."""
_ACTIONS = {key: action for action, key in KEYS.items()}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided of a question: its own reading is kept, alternative `number` (from 0) is taken, a measure was
    written, or it is no claim.
    """

    kind: Literal["keep", "pick", "write", "dismiss"]
    number: int = 0
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the walk stood, and what was decided of the question there, before a key changed it."""

    at: int
    page: int
    choice: Choice | None


@dataclass(frozen=True, slots=True)
class State:
    """Where a walk stands. `alternatives` counts those of each question, `choices` are the decisions so far.

    `page` is the page of alternatives that is shown, `told` what the last key brought (`unknown`, `help`, `nothing to
    take back`, `edit`), `done` that the walk is over.
    """

    alternatives: tuple[int, ...]
    choices: tuple[Choice | None, ...]
    at: int = 0
    page: int = 0
    told: Literal["", "unknown", "help", "no past", "edit"] = ""
    done: bool = False
    past: tuple[Moment, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether no question is left: only the end is still to be confirmed."""
        return self.at >= len(self.alternatives)


def begun(alternatives: tuple[int, ...], choices: tuple[Choice | None, ...] | None = None) -> State:
    """A walk at its first question that is not decided."""
    made = choices if choices is not None else (None,) * len(alternatives)
    return State(alternatives, made, _next_open(made, 0))


def _next_open(choices: tuple[Choice | None, ...], start: int) -> int:
    return next((at for at in range(start, len(choices)) if choices[at] is None), len(choices))


def action_of(key: str) -> Action | int | None:
    """What a key asks for: an action, an alternative of the page by its number from 1, or nothing that is known.

    >>> action_of("Т"), action_of("\\r"), action_of("3"), action_of("x")
    ('dismiss', 'keep', 3, None)
    """
    pressed = key.strip().lower()
    pressed = SAME_KEYS.get(pressed, pressed)
    if len(pressed) == 1 and pressed in "123456789":
        return int(pressed)
    return _ACTIONS.get(pressed)


def step(state: State, key: str) -> State:
    """The state after a key; one that means nothing here changes nothing but what is told."""
    if state.done:
        return state
    state = replace(state, told="")
    action = action_of(key)
    if action == "quit" or (state.is_over and action == "keep"):
        return replace(state, done=True)
    if action == "undo":
        return _taken_back(state)
    if action == "help":
        return replace(state, told="help")
    if state.is_over:
        return replace(state, told="unknown")
    return _answered(state, action)


def _answered(state: State, action: Action | int | None) -> State:
    """The state after a key that is of the question itself."""
    match action:
        case "keep":
            return _moved(state, Choice("keep"))
        case "dismiss":
            return _moved(state, Choice("dismiss"))
        case "skip":
            return _moved(state, state.choices[state.at])
        case "edit":
            return replace(state, told="edit")
        case "more" if pages(state) > 1:
            return replace(state, page=(state.page + 1) % pages(state))
        case int() if action <= on_page(state):
            return _moved(state, Choice("pick", state.page * ON_A_PAGE + action - 1))
        case _:
            return replace(state, told="unknown")


def written(state: State, measure: str) -> State:
    """The state after a measure was written for the question."""
    return _moved(replace(state, told=""), Choice("write", measure=measure))


def pages(state: State) -> int:
    """How many pages of alternatives the question has."""
    return -(-state.alternatives[state.at] // ON_A_PAGE)


def on_page(state: State) -> int:
    """How many alternatives stand on the page that is shown."""
    return max(0, min(ON_A_PAGE, state.alternatives[state.at] - state.page * ON_A_PAGE))


def _moved(state: State, choice: Choice | None) -> State:
    """On to the next question that is not decided, the moment kept for taking back."""
    moment = Moment(state.at, state.page, state.choices[state.at])
    choices = (*state.choices[: state.at], choice, *state.choices[state.at + 1 :])
    onward = _next_open(choices, state.at + 1)
    return replace(state, choices=choices, at=onward, page=0, past=(*state.past, moment))


def _taken_back(state: State) -> State:
    """The state before the last answer."""
    if not state.past:
        return replace(state, told="no past")
    *before, last = state.past
    choices = (*state.choices[: last.at], last.choice, *state.choices[last.at + 1 :])
    return replace(state, choices=choices, at=last.at, page=last.page, past=tuple(before))
