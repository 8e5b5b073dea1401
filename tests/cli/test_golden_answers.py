"""The answers on the example article, whole: any change of what people see is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import sverka

Golden = Callable[[str, str], None]
EXAMPLES = Path(sverka.__file__).with_name("examples")
DATE = ("--date", "2023-05-25")


@pytest.fixture(autouse=True)
def _among_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES)


@pytest.mark.parametrize("ui", ["en", "ru"])
@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_check(run: Callable[..., tuple[int, str, str]], golden: Golden, ui: str, form: str) -> None:
    code, out, err = run("check", f"article_{ui}.txt", *DATE, "--ui", ui, "--format", form)
    assert (code, err) == (0, "")
    golden(f"check_{ui}.{'txt' if form == 'text' else form}", out)


def test_bounds(run: Callable[..., tuple[int, str, str]], golden: Golden) -> None:
    code, out, _ = run("bounds", "article_ru.txt", *DATE, "--exact", "--with", "what_if.csv")
    assert code == 0
    golden("bounds_what_if.txt", out)


def test_read_explained(run: Callable[..., tuple[int, str, str]], golden: Golden) -> None:
    code, out, _ = run("read", "article_ru.txt", *DATE, "--explain", "--ui", "ru")
    assert code == 0
    golden("read_explained_ru.txt", out)


def test_the_demonstration_goes_from_the_page_to_a_conflict_and_from_records_to_a_profile(
    run: Callable[..., tuple[int, str, str]],
) -> None:
    code, out, err = run("demo", "--ui", "ru")
    assert (code, err) == (0, "")
    steps = [line[:2] for line in out.splitlines() if line[1:2] == "."]
    assert steps == ["1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.", "9."]
    assert "Синтетические данные вымышленного региона" in out
    assert "нет данных" in out
    assert "не более 54,17\u202f%" in out
    assert "должно быть 54,17\u202f%" in out
    assert "оговорка потеряна" in out


def test_the_examples_of_the_repository_are_those_of_the_package() -> None:
    shown = Path(__file__).resolve().parents[2] / "examples"
    for name in ("article_ru.txt", "article_en.txt", "what_if.csv"):
        assert (shown / name).read_bytes() == (EXAMPLES / name).read_bytes()
