"""Material for exercises: every code has its texts in both languages."""

from itertools import pairwise

import pytest

from workshop_kit import loyalty
from workshop_kit.loyalty.teaching import CHAIN, CHAIN_KEY, KINDS, NEEDS

LANGUAGES = ("en", "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_statement_has_a_text_a_link_and_a_reason(language: str) -> None:
    table = loyalty.chain_statements(language)
    assert table["statement"].tolist() == list(CHAIN_KEY)
    assert table["link"].tolist() == list(CHAIN_KEY.values())
    for column in ("text", "reason"):
        assert table[column].str.len().gt(5).all()
        assert table[column].is_unique


def test_each_link_is_the_answer_equally_often_and_never_twice_running() -> None:
    links = list(CHAIN_KEY.values())
    assert {link: links.count(link) for link in CHAIN} == dict.fromkeys(CHAIN, 4)
    assert all(one != other for one, other in pairwise(links))


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_kinds_and_levels_have_names(language: str) -> None:
    assert list(loyalty.chain_names(language)) == list(CHAIN)
    kinds = loyalty.metric_kinds(language)
    assert kinds["kind"].tolist() == list(KINDS)
    assert not kinds.isna().any(axis=None)
    levels = loyalty.need_levels(language)
    assert levels["level"].tolist() == list(NEEDS)
    assert levels["version"].tolist() == ["1.0", "2.0", "3.0"]
    assert levels["metric"].tolist() == ["csat", "ces", "nps"]
    assert levels["metric_label"].str.contains("CSAT|CES|NPS").all()
