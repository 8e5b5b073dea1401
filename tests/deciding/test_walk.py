"""The walk as a state machine: whatever keys come, taking back is exact, and going on later changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sverka.deciding.walk import KEYS, ON_A_PAGE, SAME_KEYS, Choice, State, action_of, begun, on_page, step, written

ANSWERS = ("", "1", "2", "9", "m", "e", "n", "s", "?", "x", "у", "т", "ы", "ь", ",", "WRITE")
EVERY = (*ANSWERS, "u", "г", "q", "й")
alternatives = st.lists(st.integers(0, 12), min_size=1, max_size=5).map(tuple)


def pressed(state: State, keys: list[str]) -> State:
    """The state after keys; `WRITE` writes a measure where a question stands."""
    for key in keys:
        writes = key == "WRITE" and not state.is_over and not state.done
        state = written(state, "level(export, USD)") if writes else step(state, key)
    return state


def stands(state: State) -> State:
    """A state without what was told last."""
    return replace(state, told="")


@given(alternatives, st.lists(st.sampled_from(EVERY)), st.sampled_from(ANSWERS))
def test_undo_is_the_inverse_of_an_answer(counts: tuple[int, ...], keys: list[str], key: str) -> None:
    before = stands(pressed(begun(counts), [one for one in keys if one not in ("q", "й")]))
    after = pressed(before, [key])
    if len(after.past) == len(before.past):
        # Only the page may have changed: no answer was given.
        assert stands(replace(after, page=before.page, done=before.done)) == before
        return
    assert stands(step(after, "u")) == before


@given(alternatives, st.lists(st.sampled_from(ANSWERS)))
def test_taking_all_back_leads_to_the_start(counts: tuple[int, ...], keys: list[str]) -> None:
    state = pressed(begun(counts), keys)
    if state.done:
        return
    for _ in range(len(state.past)):
        state = step(state, "u")
    assert stands(replace(state, page=0)) == begun(counts)
    assert step(state, "u").told == "no past"


@given(alternatives, st.lists(st.sampled_from(ANSWERS)), st.lists(st.sampled_from(ANSWERS)))
def test_to_quit_and_go_on_is_the_same_as_going_on(counts: tuple[int, ...], first: list[str], later: list[str]) -> None:
    """What is open is asked in order: with nothing skipped in between, the same answers meet the same questions."""
    first = [key for key in first if key not in ("s", "ы", "m", "ь")]
    went_on = pressed(begun(counts), [*first, *later])
    stopped = pressed(begun(counts), [*first, "q"])
    resumed = pressed(begun(counts, stopped.choices), later)
    assert resumed.choices == went_on.choices


@given(alternatives, st.lists(st.sampled_from(EVERY)))
def test_no_key_leads_astray(counts: tuple[int, ...], keys: list[str]) -> None:
    state = pressed(begun(counts), keys)
    assert 0 <= state.at <= len(counts)
    assert len(state.choices) == len(counts)
    for count, choice in zip(counts, state.choices, strict=True):
        assert choice is None or choice.kind != "pick" or choice.number < count
    assert state.is_over or 0 <= on_page(state) <= ON_A_PAGE


def test_a_digit_is_of_the_page_that_is_shown() -> None:
    state = step(step(begun((7,)), "m"), "2")
    assert state.choices == (Choice("pick", 6),)
    assert step(step(begun((7,)), "m"), "3").told == "unknown"
    assert step(step(step(begun((7,)), "m"), "m"), "1").choices == (Choice("pick", 0),)
    assert step(begun((5,)), "m").told == "unknown"


def test_the_last_answer_can_be_taken_back_before_the_end() -> None:
    state = step(begun((0,)), "n")
    assert (state.is_over, state.done) == (True, False)
    assert step(state, "u").choices == (None,)
    assert step(state, "").done
    assert step(step(state, "q"), "u").choices == (Choice("dismiss"),)


@pytest.mark.parametrize(("russian", "latin"), SAME_KEYS.items())
def test_a_russian_letter_is_the_key_that_it_stands_on(russian: str, latin: str) -> None:
    assert action_of(russian) == action_of(russian.upper()) == action_of(latin) is not None
    layout = dict(zip("йцукенгшщзфывапролдячсмить", "qwertyuiopasdfghjklzxcvbnm", strict=True))
    assert layout.get(russian, latin) in (latin, "h")


def test_no_two_keys_are_alike() -> None:
    assert len(set(KEYS.values())) == len(KEYS)
    assert not set(SAME_KEYS) & set(KEYS.values())


@pytest.mark.parametrize("key", ["nn", "0", "10", "\x1b[A", "№", "ё", "e5"])
def test_what_is_no_key_is_told(key: str) -> None:
    state = begun((5,))
    assert step(state, key) == replace(state, told="unknown")
