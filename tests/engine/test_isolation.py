"""A notebook that dies, hangs, eats or floods is lost with its cell and reason, and no other."""

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat import NotebookNode

from workshop_kit.engine import channels, children, drawing, forked, kernel
from workshop_kit.engine.limits import Limits

MB = 1_000_000


@pytest.mark.parametrize(
    ("code", "options", "index", "reason"),
    [
        ("import os; os._exit(3)", {}, 1, "it ended with status 3"),
        ("import os; os.kill(os.getpid(), 9)", {}, 1, "it was killed by SIGKILL"),
        ("import ctypes; ctypes.string_at(0)", {}, 1, "it was killed by SIGSEGV"),
        ("while True: pass", {"execution_timeout": 1}, 1, "it took more than 1 s"),
        (
            "import time; time.sleep(60)",
            {"limits": Limits(seconds=1)},
            1,
            "the notebook took more than 1 s",
        ),
        (
            "while True: print('flood')",
            {"limits": Limits(output=MB)},
            1,
            "it shows more than 1,000,000 bytes",
        ),
        (
            "import os\nwhile True: os.write(1, b'flood' * 1000)",
            {"limits": Limits(output=MB)},
            1,
            "it shows more than 1,000,000 bytes",
        ),
        (
            "import subprocess, sys\nsubprocess.run([sys.executable, '-c', "
            "'import time; x = [b\"1\" * 40_000_000 for _ in range(4)]; time.sleep(60)'])",
            {"limits": Limits(memory=100 * MB)},
            1,
            "bytes of memory, 100,000,000 are allowed",
        ),
    ],
    ids=["exit", "kill", "segfault", "hang", "late", "flood", "flood in C", "memory of another"],
)
def test_a_lost_notebook_names_its_cell_and_reason_and_what_it_showed_stays(
    code: str,
    options: dict[str, object],
    index: int,
    reason: str,
    write: Callable[..., Path],
    run: Callable[..., NotebookNode],
) -> None:
    path = write("print('before')", code, "print('never')")
    began = time.monotonic()
    with pytest.raises(forked.CellLostError) as lost:
        run(path, "forked", **options)
    assert time.monotonic() - began < 30
    assert lost.value.cell_index == index
    assert reason in lost.value.reason
    kept = nbformat.read(path.with_suffix(".forked.ipynb"), 4)
    assert kept.cells[0].outputs[0].text == "before\n"
    assert kept.cells[2].outputs == []


def test_a_notebook_that_asks_for_too_much_memory_is_refused_it(
    write: Callable[..., Path], run: Callable[..., NotebookNode]
) -> None:
    path = write("x = bytearray(300_000_000)", "print('never')")
    notebook = run(path, "forked", limits=Limits(memory=200 * MB))
    errors = [o for c in notebook.cells for o in c.get("outputs", []) if o.output_type == "error"]
    assert [error.ename for error in errors] == ["MemoryError"]


def test_what_a_notebook_started_ends_with_it(
    write: Callable[..., Path], run: Callable[..., NotebookNode]
) -> None:
    notebook = run(
        write("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"), "forked"
    )
    pid = int(notebook.cells[0].outputs[0].text)
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("engine", [None, "forked"])
def test_what_a_notebook_left_for_its_end_is_done_when_it_returns(
    engine: str | None, write: Callable[..., Path], run: Callable[..., NotebookNode], tmp_path: Path
) -> None:
    done = tmp_path / "done"
    codes = (
        "import atexit, pathlib, tempfile",
        f"kept = tempfile.TemporaryDirectory(dir={str(tmp_path)!r})",
        f"atexit.register(pathlib.Path({str(done)!r}).write_text, 'at the end')",
        "print(kept.name)",
        "1 / 0",
    )
    notebook = run(write(*codes), engine)
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    [folder] = [Path(output.text.strip()) for output in shown if output.output_type == "stream"]
    assert done.read_text() == "at the end"
    assert folder.parent == tmp_path
    assert not folder.exists()


def test_an_end_that_hangs_costs_its_own_notebook_some_seconds(
    write: Callable[..., Path], run: Callable[..., NotebookNode], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forked, "LEAVING", 0.5)
    began = time.monotonic()
    notebook = run(
        write("import atexit, os, time; atexit.register(time.sleep, 600); os.getpid()"), "forked"
    )
    pid = int(notebook.cells[0].outputs[0].data["text/plain"])
    assert time.monotonic() - began < 30
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_fork_that_dies_before_its_first_cell_is_made_once_more(
    write: Callable[..., Path], run: Callable[..., NotebookNode], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    fork = forked._Client._fork

    def dying(client: forked._Client) -> children.Child:
        child = fork(client)
        made.append(child)
        if len(made) == 1:
            os.kill(child.pid, 9)
        return child

    monkeypatch.setattr(forked._Client, "_fork", dying)
    assert run(write("print(1)"), "forked").cells[0].outputs[0].text == "1\n"
    assert len(made) == 2


def test_a_fork_that_dies_twice_is_said_to_have_run_no_cell(
    write: Callable[..., Path], run: Callable[..., NotebookNode], monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = forked._Client._fork

    def dying(client: forked._Client) -> children.Child:
        child = fork(client)
        os.kill(child.pid, 9)
        return child

    monkeypatch.setattr(forked._Client, "_fork", dying)
    with pytest.raises(forked.CellLostError, match="before its first cell: it was killed by"):
        run(write("print(1)"), "forked")


def test_notebooks_share_neither_variables_nor_modules_nor_environment(
    write: Callable[..., Path], run: Callable[..., NotebookNode]
) -> None:
    run(write("x = 1; import os, pandas; os.environ['MINE'] = '1'; pandas.mine = 1"), "forked")
    path = write(
        "import os, pandas\n'x' in globals(), 'MINE' in os.environ, hasattr(pandas, 'mine')"
    )
    assert run(path, "forked").cells[0].outputs[0].data["text/plain"] == "(False, False, False)"


def test_a_notebook_has_the_environment_and_folder_of_now(
    write: Callable[..., Path],
    run: Callable[..., NotebookNode],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    children.address()
    monkeypatch.setenv("SET_LATER", "yes")
    notebook = run(
        write("import os; print(os.environ['SET_LATER'], os.getcwd())"), "forked", cwd=str(tmp_path)
    )
    assert notebook.cells[0].outputs[0].text == f"yes {tmp_path}\n"


def test_a_drawing_process_that_dies_is_replaced(
    write: Callable[..., Path], run: Callable[..., NotebookNode]
) -> None:
    children.address()
    assert children._owned is not None
    server = psutil.Process(children._owned[1].pid)
    killed = 0
    for one in server.children():  # the forks of other tests may be on their way out
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()
            killed += 1
    assert killed
    notebook = run(
        write("import vl_convert; vl_convert.vegalite_to_svg({'mark': 'point'})[:4]"), "forked"
    )
    assert notebook.cells[0].outputs[0].data["text/plain"] == "'<svg'"


def test_a_chart_that_was_drawn_is_not_drawn_again(
    write: Callable[..., Path], run: Callable[..., NotebookNode]
) -> None:
    def drawn(spec: dict[str, object]) -> str:
        code = f"import vl_convert; print(vl_convert.vegalite_to_svg({spec!r}))"
        text: str = run(write(code), "forked").cells[0].outputs[0].text
        return text

    folder = Path(children.address().drawn)
    spec: dict[str, object] = {"mark": "tick", "title": f"only here {os.getpid()}"}
    before, first = {*folder.iterdir()}, drawn(spec)
    [kept] = {*folder.iterdir()} - before
    kept.write_text("what was kept", "utf-8")
    assert "only here" in first
    assert drawn(spec) == "what was kept\n"
    assert "only here" in drawn({**spec, "mark": "bar"})
    # What stands behind an address may change.
    far = {**spec, "data": {"url": "data:text/csv,a%0A1", "format": {"type": "csv"}}}
    before = {*folder.iterdir()}
    assert "only here" in drawn(far)
    assert {*folder.iterdir()} == before


def test_a_full_disk_keeps_no_drawing(tmp_path: Path) -> None:
    assert drawing._kept(tmp_path / "none" / "a", "<svg/>") == []
    assert drawing._kept(tmp_path / "a", "<svg/>") == [tmp_path / "a"]
    assert [path.read_text() for path in tmp_path.iterdir()] == ["<svg/>"]


def test_when_the_owner_goes_the_warmed_process_ends_with_all_forks(
    write: Callable[..., Path], run: Callable[..., NotebookNode]
) -> None:
    folder = Path(children.address().folder)
    assert children._owned is not None
    server = psutil.Process(children._owned[1].pid)
    child = children.Child(kernel.serve, Limits(), address=children.address())
    all_of_them = [server, *server.children()]
    assert child.pid in {process.pid for process in all_of_them}
    children.stop()
    _, left = psutil.wait_procs(all_of_them, 10)
    assert not left
    assert not folder.exists()
    child.close()
    # The next notebook starts another.
    assert run(write("1 + 1"), "forked").cells[0].outputs[0].data["text/plain"] == "2"


def test_another_kernel_gets_the_ordinary_engine_and_says_so(
    write: Callable[..., Path], run: Callable[..., NotebookNode], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert forked.refusal("python3") is None
    assert forked.refusal("no-such") == "there is no kernel 'no-such'"
    monkeypatch.setattr(forked, "refusal", lambda name: f"it asks for the kernel {name!r}")
    notebook = run(write("1 + 1"), "forked")
    assert notebook.metadata.papermill.engine == "nbclient: it asks for the kernel 'python3'"
    assert notebook.cells[0].outputs[0].data["text/plain"] == "2"


def test_a_message_is_never_larger_than_what_may_wait(
    write: Callable[..., Path], run: Callable[..., NotebookNode]
) -> None:
    notebook = run(
        write("print('x' * 1_000_000)\nfor _ in range(3000): print('y' * 100)"), "forked"
    )
    text = "".join(output.text for output in notebook.cells[0].outputs)
    assert text == "x" * 1_000_000 + "\n" + ("y" * 100 + "\n") * 3000
    assert channels.ForkedClient.allow_stdin is False


def test_where_no_process_can_be_started_the_ordinary_engine_runs(
    write: Callable[..., Path], run: Callable[..., NotebookNode], monkeypatch: pytest.MonkeyPatch
) -> None:
    children.stop()
    monkeypatch.setattr(children, "_START", "raise SystemExit('no room')")
    monkeypatch.setattr(children, "_never", None)
    notebook = run(write("1 + 1"), "forked")
    reason = "The process to fork from must start. no room"
    assert notebook.metadata.papermill.engine == f"nbclient: {reason}"
    assert notebook.cells[0].outputs[0].data["text/plain"] == "2"
    monkeypatch.undo()
    children._never = None
