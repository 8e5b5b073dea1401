"""The libraries that draw charts alive."""

from __future__ import annotations

import pytest

from sverka.writing.chart_page import safe_script, vega_bundle


@pytest.mark.slow
def test_the_bundle_is_one_script_with_what_the_page_calls() -> None:
    bundle = vega_bundle()
    assert "window.vegaEmbed" in bundle
    assert "expressionInterpreter" in bundle
    assert safe_script(bundle) == bundle
    assert 500_000 < len(bundle.encode()) < 1_000_000
