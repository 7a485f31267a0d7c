"""One notebook of an edition: run, and made ready to be handed over."""

import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

import nbformat

from workshop_kit.edition import source
from workshop_kit.edition.folder import Edition
from workshop_kit.engine.limits import Limits

KERNEL = "python3"
USED = (
    *("nbconvert.preprocessors", "openpyxl", "pandas.io.formats.style", "ruamel.yaml"),
    *("scipy.special", "sqlalchemy.dialects.sqlite", "workshop_kit.edition.batch"),
)
"""What editions use that other notebooks may not."""
CELL = 600
"""Seconds that one cell may take."""
LIMITS = Limits(seconds=1800, memory=4_000_000_000, output=200_000_000)
"""What one notebook may take; many times what the largest of the kit takes."""


def modules(data: Collection[str]) -> tuple[str, ...]:
    """What is worth loading once for all notebooks and reports of companies that have `data`."""
    groups = ("sklearn.cluster", "sklearn.metrics") if "customers" in data else ()
    return (*USED, *groups)


def run_notebook(path: Path, stage: Path, edition: Edition, data: Collection[str]) -> None:
    """Run one of the sources into the stage; what fails is a problem of the edition.

    Of the cells tagged `data:...`, those for which the company has `data` are there.
    """
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    from workshop_kit.engine import forked

    parameters = {
        "company": "inputs/company.yaml",
        "language": edition.language,
        "audience": edition.audience,
    }
    # Papermill only logs a parameter that the notebook does not know, and runs on.
    if unknown := set(parameters) - set(papermill.inspect_notebook(str(path))):
        text = f"its parameters cell must define {sorted(parameters)}; {sorted(unknown)} missing."
        edition.problems.append(f"{path.name}: {text}")
        return
    reason = forked.refusal(KERNEL, modules(data))
    edition.engine = forked.NAME if reason is None else f"nbclient: {reason}"
    # On a shared machine nobody else may read what kernel and client say to each other.
    encrypted = Config({"KernelManager": {"transport_encryption": "auto"}})
    notebook = source.select(nbformat.read(path, 4), edition.language, edition.audience, data)
    draft, target = stage / f".{path.name}", stage / path.name
    nbformat.write(notebook, draft)
    home = tempfile.mkdtemp(prefix="ipython-")
    try:
        papermill.execute_notebook(
            str(draft),
            str(target),
            parameters,
            cwd=str(stage),
            report_mode=edition.audience == "participant",
            progress_bar=False,
            kernel_name=KERNEL,
            # Written once, at the end: what a notebook that fails has shown is not handed over.
            request_save_on_cell_execute=False,
            engine_name=forked.NAME,
            execution_timeout=CELL,
            limits=LIMITS,
            config=encrypted,
            # What goes wrong in a cell stands in the notebook; the kernel's own log is noise.
            # A home of its own: the consultant's start-up files must not change a client's page.
            extra_arguments=["--IPKernelApp.log_level=50", f"--ipython-dir={home}"],
        )
        executed = nbformat.read(target, 4)
        nbformat.write(source.finish(executed, edition.language, edition.audience), target)
    except PapermillExecutionError:
        edition.problems.append(f"{path.name}: {source.failed_cell(nbformat.read(target, 4))}")
        target.unlink()
    except DeadKernelError as error:
        edition.problems.append(f"{path.name}: {_lost(draft, error)}")
    except Exception as error:  # a kernel that dies must not take the other notebooks with it
        edition.problems.append(f"{path.name}: {type(error).__name__}: {error}")
        target.unlink(missing_ok=True)
    finally:
        draft.unlink()
        shutil.rmtree(home, ignore_errors=True)


def _lost(draft: Path, error: Exception) -> str:
    """In which cell a notebook was lost, and why."""
    index, reason = getattr(error, "cell_index", None), getattr(error, "reason", str(error))
    if index is None:
        return f"lost before its first cell: {reason}"
    # Papermill puts the parameters after those of the source; they are no cell of the edition.
    cells = nbformat.read(draft, 4).cells
    first = next(i for i, cell in enumerate(cells) if "parameters" in source.tags(cell))
    number = index - 1 if index > first else index
    line = cells[number].source.splitlines()[0][:60]
    return f"cell {number + 1} ({line}): {reason}"
