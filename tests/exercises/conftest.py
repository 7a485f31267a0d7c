"""A small sheet of every kind of task, a company to answer it in, and hands that fill in a form."""

from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from workshop_kit import Workshop, open_workshop
from workshop_kit.exercises import Match, Order, Pick, Reckon, Sheet, Write

ROOT = Path(__file__).parents[2]
PROFILE = (
    "id: mine\nname: {en: Mine, zh: 我的}\norigin: synthetic\nsource: {en: Invented., zh: 自编。}\n"
)


@pytest.fixture
def sheet() -> Sheet:
    """One task of each kind; every reason and hint can be told apart."""
    abc = {"a": ("Anna", "安娜"), "b": ("Bei", "小贝"), "c": ("Cui", "小崔")}
    return Sheet(
        name="mine",
        tasks=(
            Pick(
                name="who",
                text=("Who calls?", "谁打来的？"),
                options=abc,
                right="b",
                why=("Bei said so.", "小贝说的。"),
                look=("Listen again.", "再听一遍。"),
                wrong={"c": ("Cui was out.", "小崔出门了。")},
            ),
            Match(
                name="where",
                text=("Who sits where?", "谁坐哪儿？"),
                rows={"a": abc["a"], "b": abc["b"]},
                columns={"in": ("inside", "里面"), "out": ("outside", "外面")},
                right={"a": "in", "b": "out"},
                why={"a": ("Anna is cold.", "安娜怕冷。"), "b": ("Bei smokes.", "小贝抽烟。")},
                look={"a": ("Feel her hands.", "摸摸手。"), "b": ("Smell.", "闻一闻。")},
            ),
            Order(
                name="turn",
                text=("Who comes first?", "谁先来？"),
                options=abc,
                right=("c", "a", "b"),
                why=("By age.", "按年龄。"),
                look=("Ask for their age.", "问问年龄。"),
            ),
            Reckon(
                name="sum",
                text=("A quarter of ten", "十的四分之一"),
                right=2.5,
                within=0.1,
                why=("Ten by four.", "十除以四。"),
                look=("Halve it twice.", "对半分两次。"),
            ),
            Write(
                name="own",
                text=("Say it kindly", "换个说法"),
                least=10,
                avoid=(("not my job", "不归我管"),),
                why=("Shall I fetch her?", "我去叫她？"),
                look=("It still refuses.", "还是在推。"),
            ),
        ),
    )


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Workshop]:
    """Opens the company in a folder of its own, as one more page: `opened("zh")`."""
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "company.yaml").write_text(PROFILE, "utf-8")
    return lambda language="en": open_workshop(tmp_path, language=language)


@pytest.fixture(scope="session")
def maker() -> ModuleType:
    """The script that makes exercises from solutions."""
    spec = spec_from_file_location("make_exercises", ROOT / "scripts" / "make_exercises.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
