"""What tests in several rooms need: browser, PostgreSQL, entries, frames, texts of pictures."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NoReturn
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    import psycopg
    from playwright.sync_api import Browser

    from workshop_kit import Workshop
    from workshop_kit.entries import Entry
    from workshop_kit.forms import Form
    from workshop_kit.forms.fields import Field

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
# A browser that is not told so asks its maker for updates and components.
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


# How fast examples are made tells of the machine, and of what else it is doing, not of the kit.
settings.register_profile("kit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kit")


def lacking(reason: str) -> NoReturn:
    """Skip a test that cannot run here, or fail it where everything must run."""
    if os.environ.get("WORKSHOP_REQUIRE_ALL") == "1":
        pytest.fail(f"{reason} WORKSHOP_REQUIRE_ALL=1 forbids to skip.")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def cannot_run() -> Callable[[str], NoReturn]:
    """`lacking`, for tests that find out by themselves."""
    return lacking


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium on this machine."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    lacking(f"A browser test needs one of {', '.join(CHROMIUM)} on the PATH.")


@pytest.fixture(scope="session")
def browser(chromium: str) -> "Iterator[Browser]":
    """A headless Chromium for the whole run; a test opens a context of its own in it.

    While it lives, asyncio.run() refuses to run in the same thread (Playwright's loop is there).
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("A browser test needs the package playwright.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def workshop(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., tuple[int, str, str]]:
    """Run the command in an empty folder: exit status, stdout, stderr."""
    from workshop_kit import cli

    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["workshop", *words])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capsys.readouterr()
        code = stop.value.code
        return (code if isinstance(code, int) else 0 if code is None else 1), out, err

    return run


class PostgresServer:
    """A PostgreSQL with nothing in it, in a folder of its own, for this machine only."""

    password = "correct-horse"

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        # PostgreSQL refuses to run as root, which is what containers run as.
        self._user: dict[str, Any] = {}
        if os.geteuid() == 0:
            user = next(name for name in ("postgres", "nobody") if _known(name))
            self._user = {"user": user, "extra_groups": []}
            shutil.chown(folder, user)
        word = folder / "password"
        word.write_text(self.password)
        word.chmod(0o644)
        access = ("--auth=scram-sha-256", "--username=workshop", f"--pwfile={word}")
        self._run("initdb", "--no-sync", "--encoding=UTF8", "--locale=C", *access)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder} -c fsync=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "--wait", f"--log={log}", f"--options={options}")

    def stop(self) -> None:
        """As when the plug is pulled."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://workshop:{self.password}@127.0.0.1:{self.port}/{name}"

    def connect(self, name: str = "postgres") -> "psycopg.Connection[Any]":
        import psycopg

        return psycopg.connect(self.url(name), autocommit=True)

    def database(self) -> str:
        """The URL of a database without entries; the next test that asks for one empties it."""
        with self.connect() as connection:
            connection.execute("DROP TABLE IF EXISTS entries")
        return self.url()

    def _run(self, program: str, *words: str) -> None:
        command = [str(self.programs / program), *words, f"--pgdata={self.folder / 'data'}"]
        with (self.folder / "said").open("a+") as said:
            done = subprocess.run(
                command, cwd=self.folder, stdout=said, stderr=said, check=False, **self._user
            )
            said.seek(0)
            assert done.returncode == 0, said.read()


def _known(user: str) -> bool:
    import pwd

    return any(entry.pw_name == user for entry in pwd.getpwall())


def _postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl: Debian keeps them off the PATH, by version."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda path: int(re.sub(r"\D", "", path.parent.name) or 0))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for the whole run; a test opens a database of its own in it."""
    programs = _postgres_programs()
    if programs is None:
        lacking("A test of the database needs a PostgreSQL server (Debian: apt install postgresql)")
    try:
        import psycopg  # noqa: F401
    except ImportError:
        lacking("A test of the database needs the package psycopg.")
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        server = PostgresServer(programs, Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture(autouse=True)
def _silent_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No form's clock strikes by itself, not even in the loop of a browser of another test."""
    from workshop_kit.forms import clock

    def no_loop() -> None:
        raise RuntimeError("no running event loop")

    monkeypatch.setattr(clock, "_FORMS", type(clock._FORMS)())
    monkeypatch.setattr(clock, "_RUNNING", set())
    monkeypatch.setattr(clock, "asyncio", SimpleNamespace(get_running_loop=no_loop))


@pytest.fixture
def entered_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whatever is entered is kept in a folder of its own, which is the current one."""
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSHOP_DATABASE", "WORKSHOP_ID"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def saved() -> "Callable[..., Entry]":
    """Saves an entry as another page, or another version, would."""
    from workshop_kit.entries import Entry

    def save(ws: "Workshop", kind: str, values: Any, *, group: str = "", key: str = "") -> Entry:
        place = {"company": ws.company.id, "workshop": ws.session, "group": group, "key": key}
        body = {"version": 1, "values": values}
        return ws.store.save(Entry(kind=kind, author="", body=body, **place))

    return save


@pytest.fixture
def saved_elsewhere(saved: "Callable[..., Entry]") -> "Callable[..., Entry]":
    """Saves an entry as another laptop would; the first of its kind where no key is given."""

    def save(ws: "Workshop", kind: str, values: Any, group: str = "", key: str = "1") -> "Entry":
        return saved(ws, kind, values, group=group, key=key)

    return save


def _put(field: "Field", value: Any) -> None:
    from workshop_kit.forms import fields
    from workshop_kit.loyalty.ranges import RangeField

    if isinstance(field, RangeField):
        for name, given in value.items():
            _put(field.parts[name], given)
    elif isinstance(field, fields.TableField):
        ticks = {row: [code] if isinstance(code, str) else code for row, code in value.items()}
        field.widget.set_state({"ticks": ticks})
    elif isinstance(field, fields.RankingField):
        for rank, code in enumerate(value, 1):
            field.ranks[code].set_state({"index": rank})
    elif isinstance(field, fields.ChoicesField):
        for code, box in field.boxes.items():
            if box.value != (code in value):
                box.set_state({"value": code in value})
    elif isinstance(field, fields.RowsField):
        for i, row in enumerate(value):
            if i == len(field.fields):
                field.more.click()
            for name, given in row.items():
                _put(field.fields[i][name], given)
    elif isinstance(field, fields.ChoiceField):
        codes = [code for _label, code in field.widget.options]
        field.widget.set_state({"index": codes.index(value)})
    else:
        typed = isinstance(field.widget.value, str)
        field.widget.set_state({"value": str(value) if typed else value})


@pytest.fixture
def fill() -> "Callable[[Form, Mapping[str, Any]], None]":
    """Answers a form's questions as a browser sends it."""

    def answer(form: "Form", answers: Mapping[str, Any]) -> None:
        for name, value in answers.items():
            _put(form.fields[name], value)

    return answer


@pytest.fixture
def lines() -> "Callable[[Form], list[str]]":
    """What a form says below its questions."""
    return lambda form: [text for _tone, text in form.foot.lines]


@pytest.fixture(params=["pandas", "pandas-arrow", "polars", "polars-lazy", "duckdb", "pyarrow"])
def every_frame(request: pytest.FixtureRequest) -> Callable[[dict[str, list[Any]]], Any]:
    """Makes a frame of columns, once of each kind."""
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    def arrow(columns: dict[str, list[Any]]) -> pa.Table:
        # from_pandas=False keeps NaN and null apart, as files written by other programs do.
        return pa.table({name: pa.array(of, from_pandas=False) for name, of in columns.items()})

    makers: dict[str, Callable[[dict[str, list[Any]]], Any]] = {
        "pandas": pd.DataFrame,
        "pandas-arrow": lambda columns: arrow(columns).to_pandas(types_mapper=pd.ArrowDtype),
        "polars": pl.DataFrame,
        "polars-lazy": pl.LazyFrame,
        "duckdb": lambda columns: duckdb.from_arrow(arrow(columns)),
        "pyarrow": arrow,
    }
    return makers[request.param]


Box = tuple[float, float, float, float]


def _boxes(
    parent: "Element", clip: Box = (-9999, -9999, 9999, 9999)
) -> Iterator[tuple[str, Box, Box]]:
    from workshop_kit import theme

    for element in parent:
        kind = element.tag.rpartition("}")[2]
        if kind == "svg":
            left, top, width, height = map(float, element.get("viewBox", "").split())
            yield from _boxes(element, (left, top, left + width, top + height))
        elif kind == "text":
            size, x, y = (float(element.get(name, "")) for name in ("font-size", "x", "y"))
            bold = element.get("font-weight") == "700"
            width = theme.text_size(element.text or "", size, bold)[0]
            x -= {"middle": width / 2, "end": width}.get(element.get("text-anchor", ""), 0)
            yield element.text or "", (x, y - 0.88 * size, x + width, y + 0.2 * size), clip


def _seen(box: Box, clip: Box) -> Box:
    left, top, right, bottom = box
    return max(left, clip[0]), max(top, clip[1]), min(right, clip[2]), min(bottom, clip[3])


@pytest.fixture(scope="session")
def text_boxes() -> Callable[[str], list[tuple[str, Box, Box]]]:
    """Of an SVG: each text, the box of its ink, upright, and the box it is cut at."""
    return lambda svg: list(_boxes(fromstring(svg)))


@pytest.fixture(scope="session")
def collisions(text_boxes: Callable[[str], Any]) -> Callable[..., list[tuple[str, str]]]:
    """Of an SVG of this size: texts that leave it, and pairs that meet, with other things too."""

    def found(
        svg: str, width: float, height: float, others: Mapping[str, Box] | None = None
    ) -> list[tuple[str, str]]:
        shown = [(text, _seen(box, clip)) for text, box, clip in text_boxes(svg)]
        page = [(text, "page") for text, box in shown if box != _seen(box, (0, 0, width, height))]
        return page + [
            (one, other)
            for (one, a), (other, b) in combinations([*shown, *(others or {}).items()], 2)
            if min(a[2], b[2]) - max(a[0], b[0]) > 0.01 and min(a[3], b[3]) - max(a[1], b[1]) > 0.01
        ]

    return found
