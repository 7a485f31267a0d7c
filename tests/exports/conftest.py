"""A client with two features and two segments, who has not been asked yet."""

from pathlib import Path

import pytest

from workshop_kit.company import Company, read_company

PROFILE = """
id: client
name: Client
segments:
  - {id: household, label: {en: Households, zh: 居民客户}}
  - {id: business, label: {en: Small businesses, zh: 小微企业}}
features:
  - {id: wifi, label: {en: Wi-Fi, zh: 无线网}}
  - {id: spa, label: {en: Spa, zh: 水疗}}
data: {kano_answers: kano_answers.csv}
"""
HEADER = "respondent,segment,feature,functional,dysfunctional,importance\n"


@pytest.fixture
def company(tmp_path: Path) -> Company:
    folder = tmp_path / "client"
    folder.mkdir()
    (folder / "company.yaml").write_text(PROFILE, "utf-8")
    (folder / "kano_answers.csv").write_text(HEADER, "utf-8")
    return read_company(folder)
