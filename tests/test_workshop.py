"""`open_workshop` and what a notebook asks of a Workshop: names, notices, answers, labels."""

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from PIL import Image

from workshop_kit import kano, open_workshop
from workshop_kit.answers import read_answers
from workshop_kit.company import DataKind, read_company
from workshop_kit.entries import Entry
from workshop_kit.material import material
from workshop_kit.problems import ProblemsError
from workshop_kit.workshop import Workshop, check_data, find_company, known_words, store_file

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


def test_a_file_is_read_once_and_again_when_it_was_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, file = [], folder / "n.csv"

    def counting(*given: Any) -> Any:
        read.append(given)
        return read_answers(*given)

    monkeypatch.setattr("workshop_kit.workshop.read_answers", counting)
    file.write_text("cohort,need,count\nnew,late-bar,3\n")
    ws = opened(folder, more="data: {needs: n.csv}\n")
    own = ws.answers("needs")
    own["count"] = 7
    assert ws.answers("needs")["count"].tolist() == [3]
    assert len(read) == 1
    file.write_text("cohort,need,count\nnew,late-bar,4\nnew,spa,1\n")
    assert ws.answers("needs")["count"].tolist() == [4, 1]
    file.write_text("cohort,need,count\nnew,late-bar,often\n")
    for _ in range(2):
        with pytest.raises(ProblemsError, match="row 2, column count"):
            ws.answers("needs")
    file.unlink()
    with pytest.raises(ProblemsError):
        ws.answers("needs")


def test_lists_that_the_profile_leaves_out_allow_every_word(folder: Path) -> None:
    path = folder / "company.yaml"
    path.write_text("id: a\nname: n\nfeatures: [{id: wifi, label: x}]\n", "utf-8")
    assert known_words(read_company(path)) == {"feature": ["wifi"], "touchpoint": []}


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


@pytest.mark.parametrize(("language", "label"), [("en", "Lobby"), ("zh", "大堂")])
def test_named_labels_touchpoints_and_leaves_their_order_to_the_journey(
    folder: Path, language: str, label: str
) -> None:
    more = "stages: hotel\n"
    table = pd.DataFrame({"rank": [1, 2, 3], "touchpoint": ["gone", "lobby", None]})
    named = opened(folder, language, more).named(table)
    assert named["rank"].tolist() == [1, 2, 3]
    assert list(named) == ["rank", "touchpoint", "touchpoint_label"]
    assert named["touchpoint_label"].tolist()[:2] == ["gone", label]
    assert named["touchpoint_label"].isna().tolist() == [False, False, True]


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


# What people enter


@pytest.fixture
def quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, and nothing in the environment that says where entries are."""
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path


def entry(ws: Workshop, values: Any, **other: Any) -> Entry:
    place = {"company": "lake", "workshop": ws.session, "group": "1", "kind": "k", "key": ""}
    return Entry(**{**place, "author": "Ann", "body": {"version": 1, "values": values}, **other})


def test_entries_of_a_plain_profile_are_in_the_folder_of_the_notebook(
    quiet: Path, folder: Path
) -> None:
    ws = opened(folder)
    assert store_file(ws.company) == quiet.resolve() / "desk" / "entries.sqlite"
    ws.store.save(entry(ws, {"n": 1}))
    assert [path.name for path in (quiet / "desk").iterdir()] == ["entries.sqlite"]
    assert [path.name for path in folder.iterdir()] == ["company.yaml"]


@pytest.mark.parametrize(
    ("edition", "marks", "beside"),
    [
        ("OUT/lake/en-participant", ["edition.json"], True),
        ("OUT/lake/.making-x1", [], True),
        ("OUT/lake/en-participant", [], False),  # a folder of its own that is called inputs
    ],
)
def test_entries_of_an_edition_are_beside_it_also_while_it_is_made(
    quiet: Path, folder: Path, edition: str, marks: list[str], beside: bool
) -> None:
    home = quiet / edition
    home.mkdir(parents=True)
    for mark in marks:
        (home / mark).write_text("{}")
    opened(folder)
    folder.rename(home / "inputs")
    company = read_company(home / "inputs" / "company.yaml")
    there = home.parent.resolve() / "entries.sqlite"
    assert store_file(company) == (there if beside else Path("entries.sqlite").resolve())


def test_all_editions_of_a_company_share_their_entries_and_a_copy_has_its_own(
    quiet: Path, folder: Path
) -> None:
    opened(folder)
    files = []
    for place in ("OUT/lake/en-participant", "OUT/lake/zh-trainer", "LAPTOP/lake/en-participant"):
        shutil.copytree(folder, quiet / place / "inputs")
        (quiet / place / "edition.json").write_text("{}")
        files.append(store_file(read_company(quiet / place / "inputs" / "company.yaml")))
    assert files[0] == files[1] == quiet.resolve() / "OUT/lake/entries.sqlite"
    assert files[2] == quiet.resolve() / "LAPTOP/lake/entries.sqlite"


def test_an_edition_that_is_reached_by_a_link_has_the_same_entries(
    quiet: Path, folder: Path
) -> None:
    home = quiet / "OUT" / "lake" / "en"
    opened(folder)
    shutil.copytree(folder, home / "inputs")
    (home / "edition.json").write_text("{}")
    (quiet / "desk" / "short").symlink_to(home)
    company = read_company(Path("short") / "inputs" / "company.yaml")
    assert store_file(company) == quiet.resolve() / "OUT/lake/entries.sqlite"


def test_a_database_comes_before_the_file(
    quiet: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKSHOP_DATABASE", "postgresql://me:secret@host/name")
    ws = opened(folder)
    assert ws.store.file is None
    assert "secret" not in repr(ws.store)
    monkeypatch.setenv("WORKSHOP_DATABASE", "sqlite:///x?secret")
    with pytest.raises(ValueError, match="WORKSHOP_DATABASE must be a URL") as refused:
        _ = opened(folder).store
    assert "secret" not in str(refused.value)


def test_reading_makes_no_file(quiet: Path, folder: Path) -> None:
    ws = opened(folder)
    assert ws.entered("k").empty
    assert ws.session
    assert list((quiet / "desk").iterdir()) == []


def test_the_first_workshop_is_todays_first(quiet: Path, folder: Path) -> None:
    before = date.today()
    ws = opened(folder)
    assert ws.session in {f"{day.isoformat()}-a" for day in (before, date.today())}


def test_the_workshop_that_was_entered_to_last_goes_on(quiet: Path, folder: Path) -> None:
    ws = opened(folder)
    for workshop in ("2020-01-01-a", "2020-03-03-a", "2020-02-02-b"):
        ws.store.save(entry(ws, {}, workshop=workshop))
    ws.store.save(entry(ws, {}, workshop="2021-01-01-a", company="another"))
    assert opened(folder).session == "2020-02-02-b"
    ws.store.save(entry(ws, {"n": 1}, workshop="2020-01-01-a"))
    assert opened(folder).session == "2020-01-01-a"


def test_a_workshop_that_is_named_comes_first(
    quiet: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = opened(folder)
    ws.store.save(entry(ws, {}, workshop="2020-01-01-a"))
    monkeypatch.setenv("WORKSHOP_ID", "2026-11-21-b")
    assert opened(folder).session == "2026-11-21-b"
    monkeypatch.setenv("WORKSHOP_ID", "")
    assert opened(folder).session == "2020-01-01-a"


def test_a_workshop_stays_the_same_while_a_notebook_is_open(
    quiet: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws = opened(folder)
    first = ws.session
    monkeypatch.setenv("WORKSHOP_ID", "2026-11-21-b")
    ws.store.save(entry(ws, {}, workshop="2099-01-01-a"))
    assert ws.session == first


def test_what_was_entered_is_one_row_for_each_form_of_this_workshop(
    quiet: Path, folder: Path
) -> None:
    ws = opened(folder)
    first = ws.session
    for values, about in (
        ({"quote": "old"}, {}),
        ({"quote": "new", "tags": ["a"]}, {}),
        ({"quote": "<b>two</b>", "group": "mine"}, {"group": "2", "key": "Ann"}),
        ({"quote": "elsewhere"}, {"workshop": "2000-01-01-a"}),
        ({"quote": "another form"}, {"kind": "other"}),
        ({"quote": "another company"}, {"company": "yours"}),
    ):
        ws.store.save(entry(ws, values, **about))
    frame = ws.entered("k")
    assert list(frame.columns) == [
        "workshop", "group", "key", "author", "saved_at", "quote", "tags", "value_group",
    ]  # fmt: skip
    assert set(frame["workshop"]) == {first}
    assert frame["group"].tolist() == ["1", "2"]
    assert frame["quote"].tolist() == ["new", "<b>two</b>"]
    assert frame["tags"].tolist()[0] == ["a"]
    assert pd.isna(frame["tags"][1])
    assert frame["value_group"].tolist()[1] == "mine"


def test_nothing_entered_is_an_empty_frame_with_its_columns(quiet: Path, folder: Path) -> None:
    frame = opened(folder).entered("k")
    assert list(frame.columns) == ["workshop", "group", "key", "author", "saved_at"]
    assert frame.empty


def test_who_is_typing_is_remembered_beside_the_notebook(quiet: Path, folder: Path) -> None:
    opened(folder).who.change("3", "玥")
    assert [path.name for path in (quiet / "desk").iterdir()] == ["who.json"]
    again = opened(folder, "zh")
    assert (again.who.group, again.who.name) == ("3", "玥")
    assert again == opened(folder, "zh")  # who is typing makes no other workshop of it


SURVEYS = {
    "servqual": ("servqual_answers", "respondent segment item expectation perception minimum"),
    "weights": ("servqual_weights", "respondent dimension points"),
    "gaps": ("gap_answers", "respondent role gap measure dimension item score"),
    "complaints": ("complaints", "date touchpoint kind count"),
    "loyalty": ("loyalty_answers", "respondent segment recommend satisfaction effort"),
}


@pytest.mark.parametrize("kind", SURVEYS)
def test_a_survey_that_the_profile_does_not_name_is_an_empty_frame_with_its_columns(
    folder: Path, kind: Any
) -> None:
    name, columns = SURVEYS[kind]
    ws = opened(folder)
    assert not ws.has(cast(DataKind, name))
    frame = ws.answers(kind)
    assert (list(frame), len(frame)) == (columns.split(), 0)
    assert len(ws.named(frame)) == 0


def test_surveys_are_checked_against_the_items_and_the_scale_of_the_profile(folder: Path) -> None:
    (folder / "s.csv").write_text("respondent,item,expectation,perception\nr1,neat,5,4\n", "utf-8")
    (folder / "g.csv").write_text(
        "respondent,role,gap,measure,dimension,item,score\nm1,manager,1,expectation,tangibles,neat,5\n"
    )
    more = "data: {servqual_answers: s.csv, gap_answers: g.csv}\n"
    own = "items: [{id: neat, label: {en: Neat, zh: 整洁}, dimension: tangibles}]\n"
    ws = opened(folder, "zh", own + more)
    assert ws.answers("servqual").to_dict("records") == [
        {"respondent": "r1", "item": "neat", "expectation": 5, "perception": 4}
    ]
    assert ws.answers("gaps")["score"].tolist() == [5.0]
    assert [problem for problem in check_data(ws.company) if not problem.note] == []
    scales = "scales: {servqual: {low: 1, high: 4}}\n"
    found = {
        problem.where for problem in check_data(opened(folder, "zh", own + scales + more).company)
    }
    assert {"row 2, column expectation", "row 2, column score"} <= found
    with pytest.raises(ProblemsError, match="row 2, column item: must be one the profile knows"):
        opened(folder, more=more).answers("servqual")


def test_items_get_labels_and_keep_their_order(folder: Path) -> None:
    # A result may name its worst item first; items of managers and staff have labels, too.
    table = pd.DataFrame({"item": ["special-needs", "teamwork", "equipment", "mine"]})
    named = opened(folder, "zh").named(table)
    assert named["item"].tolist() == ["special-needs", "teamwork", "equipment", "mine"]
    assert named["item_label"].tolist() == ["懂得特殊需要", "团队配合", "设备先进", "mine"]
