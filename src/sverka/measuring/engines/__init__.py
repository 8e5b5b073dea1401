"""The engines that can build a cube: one contract, one module an engine, one shared suite of tests.

`duckdb` is embedded and the default; `spark`, `spark://…`, `local[2]`, `local-cluster[2,1,1024]` are Spark sessions.
"""

from __future__ import annotations

from sverka.measuring.engines.contract import Engine
from sverka.model.errors import UsageError

__all__ = ["Engine", "open_engine"]


def open_engine(name: str | None = None) -> Engine:
    """An engine by name or connection string; `UsageError` for one that is unknown or not installed."""
    wanted = name or "duckdb"
    if wanted == "duckdb":
        from sverka.measuring.engines.on_duckdb import DuckDBEngine

        return DuckDBEngine()
    if wanted == "spark" or wanted.startswith(("spark://", "local", "yarn", "k8s://")):
        from sverka.measuring.engines.on_spark import SparkEngine

        return SparkEngine("local[*]" if wanted == "spark" else wanted)
    raise UsageError(
        "unknown engine", f"--engine {wanted!r}", "write duckdb, spark, or a Spark master such as local[2]"
    )
