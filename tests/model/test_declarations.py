"""Operations as the vendor's documents have them, accounts that never show a key, errors that speak."""

import inspect
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model import errors
from mcdesk.model.accounts import AccountKind, ApiKey, is_loopback, kind_of
from mcdesk.model.errors import DeskError
from mcdesk.model.file_names import base_name
from mcdesk.model.operations import DECODE, OPERATIONS, RANK, Operation, Packing, packing_words

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, DeskError)]


def test_paths_columns_and_formats_are_the_documented_ones() -> None:
    assert RANK.path == "/v2/batch/marketmatch/rank"
    assert RANK.columns == ("vin", "price", "miles", "source", "zip")
    assert (RANK.packing, RANK.result_suffix, RANK.max_bytes) == (Packing.GZIP_CSV, ".csv.gz", 100_000_000)
    assert DECODE.path == "/v2/batch/neovin/decode"
    assert (DECODE.packing, DECODE.result_suffix, DECODE.max_rows) == (Packing.PLAIN_CSV, ".jsonl.gz", 3_000)


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_every_declaration_is_sound(operation: Operation) -> None:
    assert OPERATIONS[operation.id] is operation
    assert operation.path.startswith("/v2/batch/")
    assert not operation.path.endswith("/")
    assert operation.counted_column in operation.columns
    assert all(column == column.strip().lower() for column in operation.columns)
    assert all(column in operation.needs for column in operation.columns)
    assert operation.packing.suffix in (".csv", ".csv.gz")
    assert operation.result_suffix.endswith(".gz")
    assert operation.poll_seconds >= 60
    assert 0 < operation.practice_poll_seconds < operation.poll_seconds
    assert (operation.lane_width, operation.download_slots, operation.list_page) == (1, 3, 100)
    assert operation.reference_length == 255
    assert all((operation.name, operation.summary, operation.working, operation.icon, operation.result_word))


def test_no_two_operations_look_or_lie_alike() -> None:
    for field in ("id", "name", "icon", "path", "result_word", "working", "summary"):
        assert len({getattr(operation, field) for operation in OPERATIONS.values()}) == len(OPERATIONS)


@pytest.mark.parametrize(("operation", "says"), [(RANK, "compressed CSV"), (DECODE, "plain CSV")])
def test_what_happens_to_the_bytes_is_said_beforehand(operation: Operation, says: str) -> None:
    assert says in packing_words(operation)


@pytest.mark.parametrize(
    ("url", "stays"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.4.2", True),
        ("http://localhost:1", True),
        ("http://LOCALHOST", True),
        ("http://[::1]:8000", True),
        ("https://api.marketcheck.com", False),
        ("http://localhost.example.com", False),
        ("http://127.0.0.1.nip.io", False),
        ("http://127.0.0.1@example.com", False),
        ("http://192.168.0.1", False),
        ("http://0.0.0.0", False),
        ("", False),
        ("nonsense", False),
    ],
)
def test_only_this_computer_counts_as_practice(url: str, stays: bool) -> None:
    assert is_loopback(url) is stays
    assert kind_of(url) is (AccountKind.SANDBOX if stays else AccountKind.PRODUCTION)


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=8, max_size=40))
def test_a_key_does_not_show_itself(value: str) -> None:
    key = ApiKey(value)
    shown = [repr(key), str(key), f"{key}", f"{key!r}", f"{[key]}", f"{key!s:>30}"]
    assert [text for text in shown if value in text] == []
    assert key.reveal() == value


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_speaks(kind: type[DeskError]) -> None:
    error = kind("It broke.", "Mend it.", code="broken", instance="req-1", retry_after=3.0)
    assert str(error) == "It broke. Mend it."
    assert str(kind("It broke.")) == "It broke."
    assert (error.code, error.instance, error.retry_after) == ("broken", "req-1", 3.0)
    assert isinstance(error.can_retry, bool)
    assert kind.__doc__


def test_only_what_can_succeed_later_may_be_retried() -> None:
    assert {kind.__name__ for kind in KINDS if kind.can_retry} == {
        "UnreachableError",
        "AnswerLostError",
        "ServiceTroubleError",
        "RateLimitedError",
        "LaneBusyError",
        "BusyElsewhereError",
    }


def test_values_can_go_to_another_process_but_take_no_key_along() -> None:
    assert pickle.loads(pickle.dumps(RANK)) == RANK


@given(
    st.text(min_size=1, max_size=40).filter(lambda text: not set(text) & set("/\x00") and text not in "..")
)
def test_a_file_always_gives_a_reference(name: str) -> None:
    assert base_name(Path(name))
    assert base_name(Path(name)) in name
