"""Charts on the HTML page: self-contained, named in its policy, and light."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest

from sverka.checking.findings import Checked
from sverka.reading.document import Document
from sverka.writing import chart_page
from sverka.writing.chart_page import json_for_script, page_charts, safe_script
from sverka.writing.charts import checked_charts
from sverka.writing.html import checked_page
from sverka.writing.proofs import Prose

SCRIPT = re.compile(r"<script(?P<kind>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)


@pytest.fixture(autouse=True)
def _light_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_page, "vega_bundle", lambda: "window.vegaEmbed = null;")


@pytest.fixture
def prose(checked: Checked) -> Prose:
    return Prose.about(checked.weighed.claims, "en", "RU-TOM")


@pytest.fixture
def page(checked: Checked, document: Document, prose: Prose) -> str:
    return checked_page([document], checked, prose)


def test_each_figure_has_its_chart_beside_it(page: str) -> None:
    assert re.findall(r'<figure class="chart" data-chart="(\w+)">', page) == ["c1", "c2", "c3", "c4"]
    note = page.partition('id="f-c2"')[2].partition('class="note')[0]
    assert 'data-chart="c2"' in note
    assert "recorded, 2023: 43.4 %" in note


def test_the_policy_names_each_script_by_its_hash(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    run = [match["text"] for match in SCRIPT.finditer(page) if "json" not in match["kind"]]
    digests = ["sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in run]
    named = policy[1].replace("&#x27;", "'").partition("script-src ")[2].split()
    assert named == [f"'{digest}'" for digest in digests]
    assert len(named) == 2
    assert "unsafe-eval" not in policy[1]
    assert "default-src 'none'" in policy[1].replace("&#x27;", "'")


def test_the_specifications_stand_in_the_page_once(page: str) -> None:
    (data,) = [match["text"] for match in SCRIPT.finditer(page) if "json" in match["kind"]]
    told = json.loads(data)
    assert list(told["charts"]) == ["c1", "c2", "c3", "c4"]
    assert told["config"]["axis"]["labelColor"] == "var(--quiet)"
    assert not re.search(r"[<>&]", data)


def test_a_page_without_figures_has_no_script(checked: Checked, document: Document, prose: Prose) -> None:
    bare = tuple(replace(finding, figure=None) for finding in checked.documents[0].findings)
    page = checked_page([document], replace(checked, documents=(replace(checked.documents[0], findings=bare),)), prose)
    assert "<script" not in page
    assert "script-src" not in page
    assert "<figure" not in page


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert not re.search(r"@import|url\(", page)


def test_the_charts_of_a_long_report_do_not_make_it_heavy(
    checked: Checked, prose: Prose, monkeypatch: pytest.MonkeyPatch
) -> None:
    charts = checked_charts(checked, prose)
    every = len(json.dumps([*page_charts(charts)[0].values()]))
    monkeypatch.setattr(chart_page, "MOST_BYTES", every)
    figures, scripts = page_charts(charts)
    assert 0 < len(figures) < len(charts)
    assert list(figures) == list(json.loads(SCRIPT.findall(scripts.html)[0][1])["charts"])
    monkeypatch.setattr(chart_page, "MOST_BYTES", 10)
    assert page_charts(charts) == ({}, chart_page.Scripts())


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "a & b", "\u2028\u2029", "я"])
def test_json_stays_inside_its_script(text: str) -> None:
    told = json_for_script({text: [text]})
    assert json.loads(told) == {text: [text]}
    assert not re.search("[<>&\u2028\u2029]", told)


def test_a_bundle_cannot_end_its_script() -> None:
    assert safe_script('x = "</script><!--";\r\n') == 'x = "<\\/script><\\!--";\n'
