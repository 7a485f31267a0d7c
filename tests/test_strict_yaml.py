"""`strict_yaml.read`: what YAML may hold; whatever else a file holds is said with its line."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshop_kit import strict_yaml
from workshop_kit.problems import Problem


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "company.yaml"


def read(file: Path, content: str | bytes) -> tuple[Any, list[str]]:
    """The value, and each problem as `line: place: text`."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    value, _lines, problems = strict_yaml.read(file)
    return value, [str(problem).removeprefix(f"{file}:").strip() for problem in problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        # YAML 1.2: only true and false are truth values, only null, ~ and nothing are nothing.
        *[(word, word) for word in ("yes", "no", "on", "off", "y", "n", "Yes", "NO", "OFF")],
        *[("true", True), ("False", False), ("null", None), ("~", None), ("", None)],
        *[("012", 12), ("0o12", 10), ("0x1F", 31), ("1_000", 1000), ("-3", -3), ("+1", 1)],
        *[("2.5", 2.5), ("1e3", 1000.0), (".inf", float("inf")), ("1:30", "1:30")],
        # What looks like a date is text, as is what only starts like a number.
        *[("2026-11-21", "2026-11-21"), ("2026-11-21 10:00:00", "2026-11-21 10:00:00")],
        *[("0x", "0x"), ("089", 89), ("=", "="), ("<<", "<<"), ("007-a", "007-a")],
        *[("'12'", "12"), ("!!str 12", "12"), ("湖畔", "湖畔"), ("😀", "😀")],
        # YAML's own tags on what they do not fit: text, never a crash.
        *[("!!int foo", "foo"), ("!!float x", "x"), ("!!bool foo", "foo")],
    ],
)
def test_plain_values_are_read_by_yaml_1_2(file: Path, written: str, value: Any) -> None:
    assert read(file, f"a: {written}\n") == ({"a": value}, [])


def test_keys_are_text_whatever_they_look_like(file: Path) -> None:
    value, problems = read(file, "1: a\ntrue: b\n2.5: c\n~: d\n")
    assert (value, problems) == ({"1": "a", "true": "b", "2.5": "c", "~": "d"}, [])


def test_a_file_that_asks_for_yaml_1_1_still_keeps_yes_as_text(file: Path) -> None:
    value, problems = read(file, "%YAML 1.1\n---\na: yes\nb: off\nc: true\nd: 012\n")
    assert (value, problems) == ({"a": "yes", "b": "off", "c": True, "d": 12}, [])


@pytest.mark.parametrize("digits", ["9" * 5000, "0x" + "f" * 5000, "-" + "1" * 201])
def test_a_number_of_too_many_digits_is_text(file: Path, digits: str) -> None:
    # Python refuses to read or print the longest, and a float holds 308 digits.
    assert read(file, f"a: {digits}\n") == ({"a": digits}, [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_make_no_difference(file: Path, end: str, mark: str) -> None:
    assert read(file, f"{mark}a: b{end}c: d{end}") == ({"a": "b", "c": "d"}, [])


@pytest.mark.parametrize("content", ["", "\n\n", "# nothing yet\n", "---\n", "null\n"])
def test_an_empty_file_holds_nothing_and_is_no_problem_here(file: Path, content: str) -> None:
    assert read(file, content) == (None, [])


def test_a_list_at_the_top_is_a_list(file: Path) -> None:
    assert read(file, "- a\n- 1\n") == (["a", 1], [])


def test_every_place_has_the_line_of_its_key(file: Path) -> None:
    file.write_text("a: 1\nlist:\n  - x\n  - id: b\n    label:\n      en: c\n", "utf-8")
    value, lines, problems = strict_yaml.read(file)
    assert value == {"a": 1, "list": ["x", {"id": "b", "label": {"en": "c"}}]}
    assert problems == []
    assert lines == {
        (): 1,
        ("a",): 1,
        ("list",): 2,
        ("list", 0): 3,
        ("list", 1): 4,
        ("list", 1, "id"): 4,
        ("list", 1, "label"): 5,
        ("list", 1, "label", "en"): 6,
    }


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ((), ""),
        (("features", 2, "label", "en"), "features[3].label.en"),
        ((0, "id"), "[1].id"),
        (("a\nb", "c"), r"'a\nb'.c"),  # a problem stays on one line
    ],
)
def test_a_place_is_shown_with_positions_from_1(place: strict_yaml.Place, text: str) -> None:
    assert strict_yaml.shown(place) == text


def test_every_duplicate_key_is_said_where_it_comes_again(file: Path) -> None:
    _, problems = read(file, "id: a\nlist:\n  - id: b\n    id: c\nid: d\n'id': e\n")
    assert problems == [
        "4: list[1].id: must be given once. Found it twice.",
        "5: id: must be given once. Found it twice.",
        "6: id: must be given once. Found it twice.",
    ]


ALIAS = "must be written out. Found an alias (*name), which profiles refuse."


def test_every_alias_is_said_where_it_stands_not_where_its_anchor_does(file: Path) -> None:
    value, problems = read(file, "a: &x {en: b}\nc: *x\nd:\n  - 1\n  - *x\n")
    assert value == {"a": {"en": "b"}, "c": None, "d": [1, None]}
    # In a list an alias has no line of its own: that of the entry before.
    assert problems == [f"2: c: {ALIAS}", f"4: d[2]: {ALIAS}"]


def test_merge_keys_are_aliases_and_refused(file: Path) -> None:
    _, problems = read(file, "a: &x {en: b}\nc:\n  <<: *x\n  zh: d\n")
    assert problems == [f"3: c.<<: {ALIAS}"]


def test_a_merge_key_without_an_alias_is_a_key_like_others(file: Path) -> None:
    assert read(file, "<<: {en: b}\n") == ({"<<": {"en": "b"}}, [])


def test_lists_that_hold_themselves_end(file: Path) -> None:
    assert read(file, "a: &x [*x]\n") == ({"a": [None]}, [f"1: a[1]: {ALIAS}"])


def test_a_bomb_of_aliases_does_not_grow(file: Path) -> None:
    rows = [f"k{i}: &k{i} [{', '.join([f'*k{i - 1}'] * 9)}]" for i in range(1, 30)]
    value, problems = read(file, "k0: &k0 [x]\n" + "\n".join(rows))
    assert value["k29"] == [None] * 9
    assert len(problems) == 29 * 9


def test_an_anchor_that_nothing_uses_is_harmless_even_twice(
    file: Path, recwarn: pytest.WarningsRecorder
) -> None:
    assert read(file, "a: &x b\nc: &x d\n") == ({"a": "b", "c": "d"}, [])
    assert not recwarn.list


@pytest.mark.parametrize(("key", "line"), [("[a, b]", 2), ("{a: b}", 2), ("*x ", 1)])
def test_keys_are_plain(file: Path, key: str, line: int) -> None:
    value, problems = read(file, f"q: &x r\n? {key}\n: c\n")
    assert value == {"q": "r"}
    text = "must have plain keys. Found a list, keys or an alias as a key."
    assert problems == [f"{line}: {text}"]  # an alias as a key has only the line of its anchor


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("!!python/object:os.system {}", "tag:yaml.org,2002:python/object:os.system"),
        (
            "!!python/object/apply:os.system ['touch hacked']",
            "tag:yaml.org,2002:python/object/apply:os.system",
        ),
        ("!!python/name:os.system", "tag:yaml.org,2002:python/name:os.system"),
        ("!mine x", "!mine"),
        ("!mine {x: 1}", "!mine"),
        ("!!binary aGk=", "tag:yaml.org,2002:binary"),
        ("!!set {x, y}", "tag:yaml.org,2002:set"),
        ("!!omap [x: 1]", "tag:yaml.org,2002:omap"),
        ("!!map [x]", "tag:yaml.org,2002:map"),
        ("!!seq {x: 1}", "tag:yaml.org,2002:seq"),
        ("!!str {x: 1}", "tag:yaml.org,2002:str"),
    ],
)
def test_tags_are_refused_and_run_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch, value: str, tag: str
) -> None:
    monkeypatch.chdir(file.parent)
    found, problems = read(file, f"id: b\na: {value}\n")
    assert found == {"id": "b", "a": None}
    must = "must be plain text, a number, a list or keys"
    assert problems == [f"2: a: {must}. Found the tag {tag}."]
    assert [path.name for path in file.parent.iterdir()] == ["company.yaml"]


HINT = "Indent with spaces; quote text with ': ' or '#'."


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            "a:\n\tb: c\n",
            r"2: must be valid YAML. Found character '\t' that cannot start any token. ",
        ),
        (
            'id: a\nb: "c\nd: e\n',
            "4: must be valid YAML. While scanning a quoted scalar from line 2, found unexpected "
            "end of stream. ",
        ),
        (
            "id: a\nb: [c\nd: e\n",
            "3: must be valid YAML. While parsing a flow sequence from line 2, expected ',' or "
            "']', but got ':'. ",
        ),
        ("a: b: c\n", "1: must be valid YAML. Mapping values are not allowed here. "),
        ("a: @b\n", "1: must be valid YAML. Found character '@' that cannot start any token. "),
        ("a: *x\n", "1: must be valid YAML. Found undefined alias 'x'. "),
        (
            "a: b\n---\nc: d\n",
            "2: must be valid YAML. Expected a single document in the stream from line 1, but "
            "found another document. ",
        ),
        (
            "%YAML 3.0\n---\na: b\n",
            "1: must be valid YAML. Found incompatible YAML document (version 1.* is required). ",
        ),
    ],
)
def test_syntax_is_said_with_the_line_and_where_it_began(
    file: Path, content: str, problem: str
) -> None:
    value, problems = read(file, content)
    assert value is None
    assert problems == [problem + HINT]


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x7f"])
def test_control_characters_are_said_with_their_line(file: Path, mark: str) -> None:
    value, problems = read(file, f"id: a\nb: c{mark}d\n")
    assert value is None
    code = f"#x{ord(mark):04x}"
    assert problems == [
        f"2: must be valid YAML. unacceptable character {code}: special characters are not allowed."
    ]


@pytest.mark.parametrize(
    "content",
    [
        'a: "\\UFFFFFFFF"\n',  # OverflowError in ruamel
        "%YAML 1.3\n---\na: b\n",  # AssertionError
        f"%YAML {'9' * 5000}.1\n---\na: b\n",  # ValueError
    ],
)
def test_what_ruamel_stumbles_over_is_a_problem_and_no_traceback(file: Path, content: str) -> None:
    value, problems = read(file, content)
    assert value is None
    assert len(problems) == 1
    assert "must be valid YAML." in problems[0]


def test_characters_that_yaml_does_not_name_are_said_too(file: Path) -> None:
    # ruamel has no words for these; "None." would be no help.
    _, problems = read(file, "a: |\n \u2028 x\nb: c\n")
    assert len(problems) == 1
    assert "must be valid YAML. " in problems[0]
    assert "None" not in problems[0]


@pytest.mark.parametrize(
    "content", ["[" * 22 + "]" * 22, "{a: " * 150 + "}" * 150, "a: " + "[" * 1000 + "]" * 1000]
)
def test_deep_brackets_are_refused(file: Path, content: str) -> None:
    _, problems = read(file, content)
    must = "must be nested at most 20 deep. Found more: look for brackets left open."
    assert problems[0].endswith(must)
    assert len(problems) == 1


def test_brackets_that_are_only_opened_are_refused(file: Path) -> None:
    value, problems = read(file, "id: a\nb: " + "[" * 5000)
    assert value is None
    assert problems == ["must be nested at most 20 deep. Found more: look for brackets left open."]


def test_twenty_levels_below_the_top_are_read(file: Path) -> None:
    value, problems = read(file, "[" * 21 + "]" * 21)
    assert problems == []
    assert str(value) == "[" * 21 + "]" * 21


def test_a_file_of_6_mb_is_refused_before_it_is_read(file: Path) -> None:
    value, problems = read(file, b"a: " + b"x" * 6_000_000)
    assert (value, problems) == (None, ["must be at most 5 MB. Found 6.0 MB."])


@pytest.mark.parametrize(
    "content", [b"name: caf\xe9\n", "name: 湖畔\n".encode("gb18030"), "name: a\n".encode("utf-16")]
)
def test_other_encodings_than_utf_8_are_refused(file: Path, content: bytes) -> None:
    value, problems = read(file, content)
    assert value is None
    assert len(problems) == 1
    assert problems[0].startswith("must be a readable UTF-8 text file. 'utf-8' codec can")


def test_a_missing_file_a_folder_and_a_device_are_said(file: Path) -> None:
    def problem(path: Path) -> list[Problem]:
        return strict_yaml.read(path)[2]

    assert problem(file) == [Problem(file, "", "must be there. Found no such file.")]
    file.mkdir()
    assert problem(file) == [Problem(file, "", "must be a file. Found a folder.")]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="This system has no /dev/zero.")
def test_a_device_is_not_read_for_ever() -> None:
    zero = Path("/dev/zero")
    assert strict_yaml.read(zero)[2] == [Problem(zero, "", "must be a file. Found a device.")]


PIECES = st.sampled_from(
    [
        *(":-{}[]&*!|>%@`'\"#,?~=<.\\ \n\ta1湖\u2028"),
        *("- ", ": ", "? ", "<<: ", "---\n", "&a ", "*a ", "\\U", "%YAML 1.1\n"),
        *("!!int ", "!!float ", "!!null ", "!!python/name:a "),
    ]
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=30))
def test_no_text_raises_and_every_problem_is_one_line(file: Path, pieces: list[str]) -> None:
    file.write_text("".join(pieces), "utf-8")
    value, lines, problems = strict_yaml.read(file)
    assert all("\n" not in str(problem) for problem in problems)
    assert value is None or () in lines
