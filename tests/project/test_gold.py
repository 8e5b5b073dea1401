"""The reader does not fall below its floors on the annotated corpus, and reads the seed article whole."""

from __future__ import annotations

from pathlib import Path

import pytest

import gold
import score_gold


@pytest.mark.parametrize("lang", gold.LANGUAGES)
def test_scores_stay_above_their_floors(lang: str) -> None:
    kept = score_gold.load_baseline()[lang]
    assert gold.digest(lang) == kept["corpus_sha256"], "the corpus has changed; measure anew and say so"
    today = score_gold.entry(lang, gold.score(gold.documents(lang)))
    assert score_gold.fallen(kept, today) == []


def test_the_seed_article_is_read_whole(shared: Path) -> None:
    (seed,) = [one for one in gold.documents("ru", shared / "gold") if one["id"] == gold.SEED]
    measured = gold.score([seed])
    assert (measured.core, measured.detection, measured.traps) == (1.0, 1.0, 0)


@pytest.mark.parametrize("lang", gold.LANGUAGES)
def test_the_carried_corpus_is_the_shared_one(shared: Path, lang: str) -> None:
    assert gold.digest(lang) == gold.digest(lang, shared / "gold")


def test_the_carried_scorer_is_the_shared_one(shared: Path) -> None:
    name = "score_claims.py"
    assert (gold.CORPUS / name).read_bytes() == (shared / "gold" / name).read_bytes()


def test_the_seed_article_is_not_carried() -> None:
    assert all(one["id"] != gold.SEED for one in gold.documents("ru"))


def test_the_page_of_scores_says_what_the_floors_say() -> None:
    assert score_gold.PAGE.read_text(encoding="utf-8") == score_gold.page(score_gold.load_baseline())


def test_a_floor_falls_only_with_a_reason() -> None:
    old = {"ru": {"detection": 0.9, "core": 0.8}}
    new = {"ru": {"detection": 0.9, "core": 0.7}}
    with pytest.raises(ValueError, match="below the floor: ru: core"):
        score_gold.raised(old, new, None)
    assert (
        score_gold.raised(old, new, "the corpus was corrected")["ru"]["lowered_because"] == "the corpus was corrected"
    )
    assert score_gold.raised(new, old, None) == old
