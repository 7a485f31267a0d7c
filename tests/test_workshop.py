"""`open_workshop` and what a notebook asks of a Workshop: names, notices, answers, labels."""

import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from PIL import Image

from workshop_kit import kano, open_workshop
from workshop_kit.company import read_company
from workshop_kit.material import material
from workshop_kit.problems import ProblemsError
from workshop_kit.workshop import Workshop, check_data, find_company, known_words

PROFILE = """
id: lake
name: {en: Lake Hotel, zh: 湖畔酒店}
segments: [{id: family, label: {en: Families, zh: 亲子}}, {id: ota, label: {en: Online, zh: 线上}}]
cohorts: [{id: new, label: New}]
touchpoints: [{id: lobby, label: {en: Lobby, zh: 大堂}, kind: physical}]
features:
  - {id: wifi, label: {en: Wi-Fi, zh: 无线网}}
  - {id: spa, label: {en: Spa, zh: 水疗}}
needs: [{id: online, label: {en: Be online, zh: 能上网}, feature: wifi}]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lake").mkdir()
    return tmp_path / "lake"


def opened(folder: Path, language: Any = "en", more: str = "") -> Workshop:
    (folder / "company.yaml").write_text(PROFILE + more, "utf-8")
    return open_workshop(folder, language=language)


def test_a_workshop_speaks_the_language_it_was_opened_in(folder: Path) -> None:
    assert opened(folder).name == "Lake Hotel"
    assert opened(folder, "zh").name == "湖畔酒店"


def test_english_for_participants_is_the_default(folder: Path) -> None:
    ws = open_workshop("lakeside-hotel")
    assert (ws.company.id, ws.language, ws.audience) == ("lakeside-hotel", "en", "participant")


def test_other_languages_and_audiences_are_refused(folder: Path) -> None:
    options: list[tuple[dict[str, Any], str]] = [
        ({"language": "fr"}, r"^language must be one of \['en', 'zh'\]\. Got 'fr'\.$"),
        ({"language": None}, r"^language must be one of \['en', 'zh'\]\. Got None\.$"),
        (
            {"audience": "guest"},
            r"^audience must be 'participant' or 'trainer'\. Got 'guest'\.$",
        ),
    ]
    for option, message in options:
        with pytest.raises(ValueError, match=message):
            open_workshop("lakeside-hotel", **option)


def test_a_bad_profile_is_refused_with_all_its_problems(folder: Path) -> None:
    with pytest.raises(ProblemsError, match="colour: must look like") as refused:
        opened(folder, more="colour: teal\nlanguage: fr\n")
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("sample", ["lakeside-hotel", "digital-payments"])
def test_a_sample_is_found_by_its_id(sample: str) -> None:
    assert find_company(sample) == material("datasets") / sample / "company.yaml"


def test_a_sample_is_found_even_beside_a_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # `workshop demo` in the folder where editions lie must not read an edition.
    (tmp_path / "lakeside-hotel").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_company("lakeside-hotel") == material("datasets") / "lakeside-hotel/company.yaml"
    # With a slash it is a path.
    assert find_company("./lakeside-hotel/company.yaml") == Path("lakeside-hotel/company.yaml")


@pytest.mark.parametrize("path", ["my-client", "clients/my-client/company.yaml", ".", "README.md"])
def test_everything_else_is_a_path(path: str) -> None:
    assert find_company(path) == Path(path)
    assert find_company(Path(path)) == Path(path)


def test_a_path_needs_no_sample_companies(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(name: str) -> Path:
        raise FileNotFoundError(name)

    monkeypatch.setattr("workshop_kit.workshop.material", lost)
    assert find_company("clients/lake") == Path("clients/lake")


def test_an_unknown_sample_is_a_file_that_is_not_there() -> None:
    with pytest.raises(ProblemsError, match=r"no-such: must be there\. Found no such file\."):
        open_workshop("no-such")


SOURCE = "source: {en: Reppel 2022, zh: 赖佩尔}\n"


@pytest.mark.parametrize(
    ("more", "english", "chinese"),
    [
        ("", "", ""),
        (SOURCE, "Reppel 2022", "赖佩尔"),
        (f"origin: published\n{SOURCE}", "Published data: Reppel 2022", "公开数据：赖佩尔"),
        (f"origin: synthetic\n{SOURCE}", "Synthetic data: Reppel 2022", "虚构数据：赖佩尔"),
    ],
)
def test_what_is_not_the_clients_own_is_said_under_every_chart(
    folder: Path, more: str, english: str, chinese: str
) -> None:
    assert opened(folder, more=more).notice == english
    assert opened(folder, "zh", more).notice == chinese


def test_braces_in_a_source_are_text(folder: Path) -> None:
    more = "origin: published\nsource: 'see {kind} {0}'\n"
    assert opened(folder, more=more).notice == "Published data: see {kind} {0}"


def test_about_is_a_sheet_in_the_workshops_language(folder: Path) -> None:
    assert opened(folder, more="industry: {en: hotel, zh: 酒店}\n").about()[""].to_dict() == {
        "Company": "Lake Hotel",
        "Industry": "hotel",
        "Where the numbers come from": "The company's own survey",
        "Customer segments": "Families, Online",
        "Touchpoints": "Lobby",
        "Features in the survey": "Wi-Fi, Spa",
    }
    # What the profile does not say has no row.
    assert opened(folder, "zh").about()[""].to_dict() == {
        "企业": "湖畔酒店",
        "数据来源": "本企业客户调研",
        "客群": "亲子、线上",
        "触点": "大堂",
        "参与调研的服务项": "无线网、水疗",
    }


def test_about_shows_thirty_labels_of_a_list(folder: Path) -> None:
    rows = "".join(f"  - {{id: i-{i}, label: I{i}, dimension: empathy}}\n" for i in range(31))
    ws = opened(folder, more=f"items:\n{rows}")
    assert ws._list("items") == ", ".join(f"I{i}" for i in range(30)) + "…"


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("kano", ["segment", "feature", "functional", "dysfunctional", "n"]),
        ("needs", ["cohort", "need", "count"]),
    ],
)
def test_answers_that_the_profile_does_not_name_are_an_empty_frame(
    folder: Path, kind: Any, columns: list[str]
) -> None:
    frame = opened(folder).answers(kind)
    assert (list(frame.columns), len(frame)) == (columns, 0)


def test_the_empty_frame_goes_through_the_whole_method(folder: Path) -> None:
    ws = opened(folder)
    assert len(kano.classify(kano.tally(ws.answers("kano")))) == 0
    assert len(ws.named(ws.answers("kano"))) == 0


def test_answers_and_tallies_are_both_kano(folder: Path) -> None:
    (folder / "a.csv").write_text("respondent,feature,functional,dysfunctional\ng1,wifi,1,5\n")
    (folder / "t.csv").write_text("feature,functional,dysfunctional,n\nwifi,1,5,1\n")
    results = []
    for more in ("data: {kano_answers: a.csv}\n", "data: {kano_tally: t.csv}\n"):
        ws = opened(folder, more=more)
        assert ws.has("kano_answers") == ("answers" in more)
        assert not ws.has("needs")
        results.append(kano.tally(ws.answers("kano")))
    assert_frame_equal(*results)


def test_answers_about_a_feature_that_the_profile_lacks_are_refused(folder: Path) -> None:
    (folder / "a.csv").write_text("respondent,feature,functional,dysfunctional\ng1,wify,1,5\n")
    with pytest.raises(ProblemsError, match=r"row 2, column feature: .*Did you mean 'wifi'"):
        opened(folder, more="data: {kano_answers: a.csv}\n").answers("kano")


def test_needs_are_checked_by_cohort_and_may_be_new(folder: Path) -> None:
    # A class may bring needs of its own; labels fall back to the word.
    (folder / "n.csv").write_text("cohort,need,count\nnew,late-bar,3\n")
    needs = opened(folder, more="data: {needs: n.csv}\n").answers("needs")
    assert needs.to_dict("records") == [{"cohort": "new", "need": "late-bar", "count": 3}]


def test_lists_that_the_profile_leaves_out_allow_every_word(folder: Path) -> None:
    path = folder / "company.yaml"
    path.write_text("id: a\nname: n\nfeatures: [{id: wifi, label: x}]\n", "utf-8")
    assert known_words(read_company(path)) == {"feature": ["wifi"]}


@pytest.mark.parametrize(
    ("language", "labels"),
    [("en", ["Wi-Fi", "Spa", "pool"]), ("zh", ["无线网", "水疗", "pool"])],
)
def test_named_adds_labels_in_the_profiles_order(
    folder: Path, language: str, labels: list[str]
) -> None:
    table = pd.DataFrame({"feature": ["pool", "spa", "wifi"], "n": [3, 2, 1]})
    before = table.copy()
    named = opened(folder, language).named(table)
    assert list(named.columns) == ["feature", "feature_label", "n"]
    assert named["feature"].tolist() == ["wifi", "spa", "pool"]
    assert named["feature_label"].tolist() == labels  # an unknown word is its own label
    assert named["n"].tolist() == [1, 2, 3]
    assert named.index.tolist() == [0, 1, 2]
    assert_frame_equal(table, before)


def test_named_orders_by_segment_then_feature_and_labels_every_list(folder: Path) -> None:
    table = pd.DataFrame(
        {
            "feature": ["spa", "wifi", "spa", "wifi"],
            "segment": ["ota", "ota", "family", None],
            "cohort": ["new"] * 4,
            "need": ["online"] * 4,
        }
    )
    named = opened(folder).named(table)
    assert named["segment"].tolist()[:3] == ["family", "ota", "ota"]
    assert named["segment"].isna().tolist() == [False, False, False, True]
    assert named["feature"].tolist() == ["spa", "wifi", "spa", "wifi"]
    assert named["segment_label"].tolist()[:3] == ["Families", "Online", "Online"]
    assert named["cohort_label"].tolist() == ["New"] * 4
    assert named["need_label"].tolist() == ["Be online"] * 4


def test_named_keeps_every_row_of_joined_tables_once(folder: Path) -> None:
    table = pd.DataFrame({"feature": ["spa", "wifi"], "n": [1, 2]})
    named = opened(folder).named(pd.concat([table, table]))  # the index is 0, 1, 0, 1
    assert named["feature"].tolist() == ["wifi", "wifi", "spa", "spa"]
    assert named["n"].tolist() == [2, 2, 1, 1]


def test_named_twice_is_named_once(folder: Path) -> None:
    ws = opened(folder)
    named = ws.named(pd.DataFrame({"feature": ["spa", "wifi"], "n": [1, 2]}))
    assert_frame_equal(ws.named(named), named)


def test_a_table_without_known_columns_is_returned_as_it_is(folder: Path) -> None:
    table = pd.DataFrame({"n": [2, 1]})
    assert_frame_equal(opened(folder).named(table), table)


def test_said_lines_are_a_list_in_which_typed_text_stays_text(folder: Path) -> None:
    shown = opened(folder).say(["Wi-Fi: attractive", "*Spa*"])
    assert shown.data == "- Wi&#45;Fi&#58; attractive\n- &#42;Spa&#42;"


def picture(kind: str, size: tuple[int, int] = (60, 60)) -> bytes:
    stream = io.BytesIO()
    Image.effect_noise(size, 50).save(stream, kind)
    return stream.getvalue()


def checked(folder: Path, logo: bytes) -> list[str]:
    (folder / "logo.png").write_bytes(logo)
    company = opened(folder, more="logo: logo.png\n").company
    problems = check_data(company)
    assert all(problem.file == folder / "logo.png" for problem in problems)
    return [problem.text for problem in problems]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_a_png_or_jpeg_whatever_its_name(folder: Path, kind: str) -> None:
    assert checked(folder, picture(kind)) == []


PICTURE = "must be a whole PNG or JPEG picture. "


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP"])
def test_other_pictures_are_no_logo(folder: Path, kind: str) -> None:
    assert checked(folder, picture(kind)) == [f"{PICTURE}cannot identify image file 'logo.png'"]


@pytest.mark.parametrize("content", [b"", b"hello", b"<svg onload='alert(1)'/>", b"\x89PNG\r\n"])
def test_what_is_no_picture_is_no_logo(folder: Path, content: bytes) -> None:
    (text,) = checked(folder, content)
    assert text.startswith(PICTURE)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("part", [0.3, 0.7])
def test_half_a_picture_is_no_logo(folder: Path, kind: str, part: float) -> None:
    whole = picture(kind)
    (text,) = checked(folder, whole[: int(len(whole) * part)])
    assert text.startswith(PICTURE)


def test_a_picture_with_a_broken_head_is_no_logo(folder: Path) -> None:
    # The first chunk says that it is 4 bytes long: Pillow raises ValueError, not OSError.
    broken = bytearray(picture("PNG"))
    broken[8:12] = (4).to_bytes(4, "big")
    (text,) = checked(folder, bytes(broken))
    assert text.startswith(PICTURE)


def test_a_picture_that_fills_the_memory_is_no_logo(folder: Path) -> None:
    stream = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(stream, "PNG")  # 12 KB on disk, 400 MB as colours
    (text,) = checked(folder, stream.getvalue())
    assert text.startswith(f"{PICTURE}Image size (100000000 pixels) exceeds limit")


def test_data_files_and_logo_are_checked_together(folder: Path) -> None:
    (folder / "a.csv").write_text("respondent,feature,functional,dysfunctional\ng1,wifi,9,5\n")
    (folder / "n.csv").write_text("cohort,need\n")
    (folder / "logo.png").write_bytes(b"x")
    more = "data: {kano_answers: a.csv, needs: n.csv}\nlogo: logo.png\n"
    problems = check_data(opened(folder, more=more).company)
    assert [(problem.file.name, problem.note) for problem in problems] == [
        ("a.csv", False),
        ("a.csv", True),
        ("n.csv", False),
        ("logo.png", False),
    ]


@pytest.mark.parametrize("sample", ["lakeside-hotel", "digital-payments"])
def test_the_samples_have_nothing_to_complain_about(sample: str) -> None:
    assert check_data(read_company(find_company(sample))) == []
