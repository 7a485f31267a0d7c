"""`material`: the notebooks and sample companies, in a clone and in an installed package."""

from pathlib import Path
from typing import Any

import pytest

from workshop_kit import material as module
from workshop_kit.material import material


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place where the package would lie."""
    package = tmp_path / "site-packages" / "workshop_kit"
    package.mkdir(parents=True)
    monkeypatch.setattr(module, "__file__", str(package / "material.py"))
    return package


def test_the_clone_has_notebooks_and_sample_companies() -> None:
    assert (material("notebooks") / "02_kano.ipynb").is_file()
    assert (material("datasets") / "lakeside-hotel" / "company.yaml").is_file()


@pytest.mark.parametrize("name", ["notebooks", "exercises", "solutions", "datasets"])
def test_an_installed_package_has_its_own_copy_and_a_clone_the_folder_above(
    package: Path, name: Any
) -> None:
    above = package.parent / name
    above.mkdir()
    assert material(name) == above
    own = package / "_material" / name
    own.mkdir(parents=True)
    assert material(name) == own


def test_a_file_of_that_name_is_no_material(package: Path) -> None:
    (package.parent / "datasets").write_text("x", "utf-8")
    with pytest.raises(FileNotFoundError, match="The folder 'datasets' must be in the package"):
        material("datasets")


def test_where_it_was_looked_for_is_said(package: Path) -> None:
    with pytest.raises(FileNotFoundError) as lost:
        material("notebooks")
    assert str(lost.value) == (
        "The folder 'notebooks' must be in the package or beside it. Looked in "
        f"{package / '_material' / 'notebooks'} and {package.parent / 'notebooks'}; "
        "install workshop-kit again."
    )
