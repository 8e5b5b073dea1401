"""What a machine lacks to run Spark is said before anything is started, with what to do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from sverka.measuring.engines import open_engine, spark_context
from sverka.model.errors import UsageError


@pytest.mark.parametrize(
    ("pyspark", "java", "what", "next_step"),
    [
        (False, 17, "pyspark is not installed", "pip install 'sverka[spark]'"),
        (True, None, "there is no Java", "install Java 17 "),
        (True, 11, "Java 11 is too old", "install Java 17 "),
    ],
)
def test_what_is_lacking_is_told(
    monkeypatch: pytest.MonkeyPatch, pyspark: bool, java: int | None, what: str, next_step: str
) -> None:
    monkeypatch.setattr(spark_context, "find_spec", lambda _: object() if pyspark else None)
    monkeypatch.setattr(spark_context, "java_version", lambda: java)
    with pytest.raises(UsageError) as caught:
        open_engine("local[2]")
    assert what in caught.value.what
    assert next_step in caught.value.next_step


@pytest.mark.parametrize("java", [17, 21])
def test_nothing_is_lacking(monkeypatch: pytest.MonkeyPatch, java: int) -> None:
    monkeypatch.setattr(spark_context, "find_spec", lambda _: object())
    monkeypatch.setattr(spark_context, "java_version", lambda: java)
    assert spark_context.lacking() is None


@pytest.mark.parametrize(
    ("banner", "version"),
    [('openjdk version "21.0.2" 2024-01-16', 21), ('java version "1.8.0_401"', 1), ("no such thing", None)],
)
def test_the_java_of_java_home_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, banner: str, version: int | None
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{banner}' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert spark_context.java_version() == version
    java.unlink()
    assert spark_context.java_version() is None


def test_the_reason_is_found_in_what_java_printed() -> None:
    log = b'WARNING: Using incubator modules\nException in thread "main" java.lang.Error: no memory left\n\tat x.Y\n'
    assert spark_context._reason(RuntimeError("gateway exited"), io.BytesIO(log)) == "no memory left"
    assert "spark-submit" in spark_context._reason(RuntimeError("gateway exited"), io.BytesIO(b""))
