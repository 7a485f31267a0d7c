"""Answers in Spark are counted where they are: a Spark on this machine, in two parts."""

import math
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NoReturn

import pandas as pd
import pytest

from workshop_kit import kano

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.spark,
    # Of PySpark 4, which works with pandas 3 all the same.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support:FutureWarning"),
]
TYPES = "feature string, segment string, functional double, dysfunctional double"
ROWS = [
    ("wifi", "family", 1.0, 5.0),
    ("wifi", "family", 1.0, 5.0),
    ("wifi", None, None, 3.0),
    ("wifi", None, math.nan, 3.0),
    ("spa", "business", 2.0, None),
]


@pytest.fixture(scope="module")
def spark(cannot_run: Callable[[str], NoReturn]) -> "Iterator[SparkSession]":
    if shutil.which("java") is None:
        cannot_run("A test of Spark needs Java (Debian: apt install default-jre-headless).")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        cannot_run("A test of Spark needs the package pyspark.")
    builder = SparkSession.builder.master("local[2]")
    for key, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.mark.parametrize("by", [(), "segment"])
def test_a_spark_frame_is_tallied_like_a_pandas_frame(spark: "SparkSession", by: str) -> None:
    names = [column.split()[0] for column in TYPES.split(", ")]
    ours = kano.tally(pd.DataFrame(ROWS, columns=names), by)
    theirs = kano.tally(spark.createDataFrame(ROWS, TYPES).repartition(2), by)
    pd.testing.assert_frame_equal(theirs, ours, check_dtype=False)
    # By hand: of the five, two are alike, and of the two without an answer one is null, one NaN.
    assert theirs["n"].tolist() == [1, 2, 2]


def test_counts_in_spark_are_added_up(spark: "SparkSession") -> None:
    rows = [("wifi", 1, 5, 20), ("wifi", 1, 5, 22), ("wifi", 0, 3, 1)]
    counts = spark.createDataFrame(rows, "feature string, functional int, dysfunctional int, n int")
    assert kano.tally(counts)["n"].tolist() == [1, 42]


def test_bad_answers_in_spark_are_named(spark: "SparkSession") -> None:
    rows = [("wifi", 9, 5), ("spa", 1, 7)]
    answers = spark.createDataFrame(rows, "feature string, functional int, dysfunctional int")
    found = r"Found dysfunctional 7 \(feature spa, 1 answers\); functional 9 \(feature wifi"
    with pytest.raises(ValueError, match=found):
        kano.tally(answers)


def test_only_counts_leave_spark(spark: "SparkSession", monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql.classic.dataframe import DataFrame

    loaded: list[int] = []
    real = DataFrame.toPandas

    def counted(frame: DataFrame) -> pd.DataFrame:
        table: pd.DataFrame = real(frame)
        loaded.append(len(table))
        return table

    monkeypatch.setattr(DataFrame, "toPandas", counted)
    answers = spark.range(100_000).selectExpr(
        "'wifi' AS feature", "1 + id % 5 AS functional", "1 + id % 5 AS dysfunctional"
    )
    assert kano.tally(answers)["n"].tolist() == [20_000] * 5
    assert loaded == [5]
