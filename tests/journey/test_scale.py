from workshop_kit import journey


def test_the_sheet_of_levels_runs_from_delight_to_anger() -> None:
    sheet = journey.level_sheet("en")
    assert sheet.index.tolist() == ["+3", "+2", "+1", "0", "−1", "−2", "−3"]
    assert (
        sheet["Moment"].str.split().str[0].tolist()
        == ["positive"] * 3 + ["neutral"] + ["negative"] * 3
    )
    assert sheet.notna().all(axis=None)


def test_the_sheet_of_levels_speaks_the_trainers_chinese() -> None:
    sheet = journey.level_sheet("zh")
    assert sheet.loc["+3"].iloc[:2].tolist() == ["超越客户期望", "正面关键时刻"]
    assert sheet.loc["−3"].iloc[:2].tolist() == ["客户产生负向情绪", "负面关键时刻"]
