"""Editions on a Dask cluster: real processes on this machine, one of them killed."""

import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed import Client

from workshop_kit.company import Company
from workshop_kit.edition import batch, cluster, parcels
from workshop_kit.edition.folder import Edition, edition_folder, staged
from workshop_kit.edition.inputs import versions
from workshop_kit.edition.manifest import read_manifest
from workshop_kit.entries import Entries, Entry
from workshop_kit.stores import STORE

Process = subprocess.Popen[bytes]
PACKAGE = str(Path(__file__).parents[2])


@pytest.fixture(scope="module", autouse=True)
def _forks() -> None:
    if not hasattr(os, "fork"):
        pytest.skip("A worker must be able to fork.")


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Process]]:
    """Starts `dask ...` in a process of its own, with folders before all others on its path."""
    started: list[Process] = []

    def run_dask(*words: str, first: str = "") -> Process:
        here = tmp_path_factory.mktemp("dask")
        path = os.pathsep.join([*([first] if first else []), PACKAGE, *sys.path])
        log = (here / "log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            env=os.environ | {"PYTHONPATH": path},
            cwd=here,
            stdout=log,
            stderr=log,
        )
        started.append(process)
        return process

    yield run_dask
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def scheduler(start: Callable[..., Process]) -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    return f"tcp://127.0.0.1:{port}"


@pytest.fixture
def worker(start: Callable[..., Process], scheduler: str) -> Iterator[Callable[..., Process]]:
    """Starts workers; they and what they started are gone after the test."""
    mine: list[Process] = []

    def one(first: str = "") -> Process:
        words = ("worker", scheduler, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        mine.append(start(*words, first=first))
        with Client(scheduler, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(sum(w.poll() is None for w in mine), timeout=60)
        return mine[-1]

    yield one
    below = [p for w in mine if w.poll() is None for p in psutil.Process(w.pid).children(True)]
    for process in mine:
        process.kill()
        process.wait()
    _, left = psutil.wait_procs(below, 20)
    assert not left
    with Client(scheduler, timeout=60, set_as_default=False) as client:
        deadline = time.monotonic() + 20
        while client.scheduler_info()["workers"]:
            assert time.monotonic() < deadline
            time.sleep(0.1)


def enter(company: Company, out: Path) -> None:
    """A group of the company has named its persona."""
    place = {"company": company.id, "workshop": "2026-11-21-a", "group": "1"}
    body = {"version": 1, "values": {"name": "Somebody Entered"}}
    (out / company.id).mkdir(parents=True)
    entry = Entry(kind="persona", key="", author="", body=body, id="e1", **place)
    Entries(out / company.id / STORE).save(entry)


def handed_over(folder: Path) -> dict[str, bytes]:
    """All files of an edition but its manifest, which holds times."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "edition.json"]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_editions_of_a_cluster_are_those_made_here_though_a_worker_is_killed(
    clients: list[Company], tmp_path: Path, worker: Callable[..., Process], scheduler: str
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for out in (here, there):
        enter(clients[0], out)
    options: dict[str, Any] = {"languages": ["en"]}
    alone = list(batch.run_editions(clients[:2], out=here, workers=2, **options))
    assert {one.status for one in alone} == {"made"}, [one.problems for one in alone]
    victim, _other = psutil.Process(worker().pid), worker()
    gone: list[psutil.Process] = []

    def kill() -> None:
        # The process to fork from, the one that draws, an edition, and a notebook of it.
        while len(gone) < 4:
            gone[:] = victim.children(recursive=True)
            time.sleep(0.05)
        victim.send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    with cluster.open_cluster(scheduler) as executor:
        done = list(
            batch.run_editions(clients[:2], out=there, executor=executor, apart=True, **options)
        )
        again = list(
            batch.run_editions(clients[:2], out=there, executor=executor, apart=True, **options)
        )
    assert not killer.is_alive(), "it was killed while it made an edition"
    assert [one.problems for one in done] == [[], []]
    assert {one.status for one in done} == {"made"}
    assert {one.status for one in again} == {"unchanged"}
    for company in clients[:2]:
        places = [out / company.id / "en-participant" for out in (here, there)]
        ours, theirs = (handed_over(place) for place in places)
        assert {name for name in ours if ours[name] != theirs.get(name)} == set()
        assert theirs.keys() == ours.keys()
        manifests = [read_manifest(place) for place in places]
        assert manifests[0]["fingerprint"] == manifests[1]["fingerprint"]
        assert manifests[1]["engine"] == "forked"
    entered = [
        path for path in (there / "client-0").rglob("*.ipynb") if b"Entered" in path.read_bytes()
    ]
    assert entered, "what groups entered has been sent too"
    assert not list(there.glob("*/.making-*"))
    _, left = psutil.wait_procs(gone, 20)
    assert not left, "nothing of a killed worker stays"


def test_the_command_makes_editions_on_a_cluster(
    clients: list[Company],
    worker: Callable[..., Process],
    scheduler: str,
    workshop: Callable[..., tuple[int, str, str]],
) -> None:
    worker()
    words = ("edition", str(clients[0].folder), "--language", "zh", "--scheduler", scheduler)
    code, out, err = workshop(*words)
    assert (code, out.splitlines()) == (0, ["made: workshop-out/client-0/zh-participant"]), err
    code, out, err = workshop(*words, "--workers", "2")
    assert (code, out) == (1, "")
    assert "either --workers or --scheduler" in err


def test_a_worker_with_another_kit_is_named_with_what_differs(
    tmp_path: Path, worker: Callable[..., Process], scheduler: str
) -> None:
    told = tmp_path / "workshop_kit-9.9.dist-info" / "METADATA"
    told.parent.mkdir()
    told.write_text("Metadata-Version: 2.1\nName: workshop-kit\nVersion: 9.9\n")
    worker(str(tmp_path))
    ours = versions()["workshop-kit"]
    expected = rf"same kit as this machine\.\ntcp://.*: workshop-kit must be {ours}, found 9\.9\."
    with pytest.raises(ValueError, match=expected), cluster.open_cluster(scheduler):
        pass


def test_a_worker_without_the_kit_can_say_so() -> None:
    import cloudpickle

    sent = cloudpickle.dumps(cluster._asker(["workshop-kit"]))
    code = "import pickle, sys; print(pickle.loads(sys.stdin.buffer.read())(), len(sys.modules))"
    where = str(Path(cloudpickle.__file__).parents[1])
    code = f"import sys; sys.path.append({where!r}); import cloudpickle; sys.path.pop(); {code}"
    # -S: without the packages that are installed.
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], input=sent, capture_output=True)
    assert b"{'workshop-kit': None}" in done.stdout, done.stderr
    ours = {"workshop-kit": "0.1.0", "pandas": "3.0", "altair": "6.0"}
    theirs = {"workshop-kit": None, "pandas": "2.9", "altair": "6.0"}
    assert parcels.differences(ours, theirs) == (
        "workshop-kit must be 0.1.0, found none, pandas must be 3.0, found 2.9"
    )


def test_a_cluster_that_is_not_there_is_named(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(OSError, match=r"must have a worker.*dask worker tcp://"):
        cluster.open_cluster(scheduler, patience=1).__enter__()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(OSError, match=rf"must answer at {address}.*dask scheduler"):
            cluster.open_cluster(address, patience=1).__enter__()
    with pytest.raises(ValueError, match=r"such as tcp://10.*Got '10\.0\.0\.5'"):
        cluster.open_cluster("10.0.0.5").__enter__()
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ValueError, match=r"pip install 'workshop-kit\[cluster\]'"):
        cluster.open_cluster("tcp://10.0.0.5:8786").__enter__()


def edition(company: Company, out: Path) -> Edition:
    folder = edition_folder(out, company, "en", "participant")
    return Edition(company, "en", "participant", folder)


def test_a_parcel_holds_the_profile_and_its_data_and_nothing_else(
    clients: list[Company], tmp_path: Path
) -> None:
    (clients[0].folder / "notes.txt").write_text("for the consultant only")
    enter(clients[0], tmp_path)
    store = Entries(tmp_path / "client-0" / STORE)
    store.save(replace(store.history()[0], id="e2", company="somebody-else"))
    parcel = parcels.packed(edition(clients[0], tmp_path))
    assert {*parcel.files} == {"company.yaml", *clients[0].data.values()}
    assert [entry.id for entry in parcel.entries] == ["e1"]
    sent = pickle.dumps(parcel)
    assert str(tmp_path).encode() not in sent
    assert b"consultant only" not in sent


def test_a_worker_whose_code_is_another_makes_nothing(
    clients: list[Company], tmp_path: Path
) -> None:
    parcel = parcels.packed(edition(clients[0], tmp_path))
    with pytest.raises(parcels.OtherKitError, match=r"same kit\. Its code is another"):
        parcels.make_parcel(replace(parcel, fingerprint="another"))
    other = replace(parcel, fingerprint="another", versions=parcel.versions | {"pandas": "0.1"})
    with pytest.raises(parcels.OtherKitError, match=r"pandas must be 0\.1, found"):
        parcels.make_parcel(other)


def test_what_goes_wrong_elsewhere_is_a_problem_of_its_edition(
    clients: list[Company], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def lost(parcel: parcels.Parcel) -> parcels.Brought:
        name = parcel.files["company.yaml"].decode()
        calls.append("client-0" if "client-0" in name else "client-1")
        if calls[-1] == "client-0":
            raise parcels.OtherKitError("A worker must have the same kit. Its code is another.")
        raise batch.WorkerLostError("Its process is lost.")

    monkeypatch.setattr(batch, "make_parcel", lost)
    with ThreadPoolExecutor(1) as threads:
        options: dict[str, Any] = {"executor": threads, "apart": True, "languages": ["en"]}
        done = list(batch.run_editions(clients[:2], out=tmp_path / "out", **options))
    assert sorted(calls) == ["client-0", "client-1", "client-1"], "a lost one is asked for again"
    assert {one.company.id: one.problems for one in done} == {
        "client-0": ["OtherKitError: A worker must have the same kit. Its code is another."],
        "client-1": ["WorkerLostError: Its process is lost."],
    }
    assert {one.status for one in done} == {"failed"}


def test_what_comes_back_is_written_into_the_stage_only(
    clients: list[Company], tmp_path: Path
) -> None:
    made = edition(clients[0], tmp_path / "out")
    files = {"../../outside.ipynb": b"1", "/tmp/outside.html": b"2"}
    brought = parcels.Brought(files, {"report.html": 1.0}, ["a problem"], "forked")
    with staged(made) as stage:
        assert parcels.unpack(brought, made, stage) == {"report.html": 1.0}
        assert {path.name for path in stage.iterdir()} == {
            "inputs",
            "outside.ipynb",
            "outside.html",
        }
    assert (made.problems, made.engine) == (["a problem"], "forked")
    assert not list((tmp_path / "out").rglob("outside.*"))
