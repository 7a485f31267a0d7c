"""The executor whose processes are forked: results, errors, a process that dies, an end at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError

import psutil
import pytest

from workshop_kit.engine.workers import WorkerLostError, Workers


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(2)
    yield made
    made.stop()


def test_calls_run_in_processes_that_stay(workers: Workers) -> None:
    pids = set(workers.map(_pid, [0] * 6))
    assert 1 <= len(pids) <= 2
    assert os.getpid() not in pids


_pid = os.getpgid  # of 0: the process that runs it, which leads its own group


def test_an_error_is_raised_where_the_call_was_made(workers: Workers) -> None:
    with pytest.raises(FileNotFoundError, match="no-such"):
        workers.submit(os.listdir, "/no-such").result()


def test_a_process_that_dies_fails_its_own_call_only(workers: Workers) -> None:
    lost = workers.submit(os._exit, 3)
    others = [workers.submit(pow, 2, n) for n in range(10)]
    with pytest.raises(WorkerLostError, match="ended with status 3"):
        lost.result()
    assert [future.result() for future in others] == [2**n for n in range(10)]


@pytest.mark.parametrize("modules", [(), ("sklearn.cluster", "no_such_module")])
def test_what_only_some_notebooks_use_is_loaded_where_it_is_asked_for(modules: tuple[str]) -> None:
    # In a process of its own: the one to fork from is started once.
    code = (
        "from workshop_kit.engine.workers import Workers\n"
        f"with Workers(1, {modules!r}) as workers:\n"
        "    found = workers.submit(eval, \"{'pandas', 'sklearn.cluster', 'scipy.stats'} & \"\n"
        "        \"{*__import__('sys').modules}\").result()\n"
        "print(*sorted(found))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    expected = ["pandas", "scipy.stats", "sklearn.cluster"] if modules else ["pandas"]
    assert done.stdout.split() == expected


def test_stopping_ends_what_runs_and_what_waits(workers: Workers) -> None:
    running = [workers.submit(time.sleep, 60) for _ in range(2)]
    waiting = workers.submit(pow, 2, 2)
    deadline = time.monotonic() + 20
    while len(workers._all) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    pids = [child.pid for child in workers._all]
    workers.stop()
    for future in running:
        with pytest.raises(WorkerLostError):
            future.result(10)
    with pytest.raises(CancelledError):
        waiting.result(10)
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_with_block_waits_for_what_was_submitted() -> None:
    with Workers(2) as workers:
        futures = [workers.submit(pow, 3, n) for n in range(4)]
    assert [future.result(0) for future in futures] == [1, 3, 9, 27]


def test_ctrl_c_of_the_terminal_does_not_reach_them(workers: Workers) -> None:
    running = workers.submit(time.sleep, 0.3)
    while not workers._all:
        time.sleep(0.01)
    for child in workers._all:
        os.kill(child.pid, signal.SIGINT)
    assert running.result(10) is None
