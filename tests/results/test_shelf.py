"""Where results lie and how they are handed on: nothing overwritten, no name refused by a file system."""

import errno
import gzip
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mcdesk.model.errors import StorageError
from mcdesk.results import shelf

BYTES = b"vin,vin_rank\nA,1\n"
SHA = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def result(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "april-ranked.csv.gz"
    path.parent.mkdir()
    path.write_bytes(BYTES)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_result_is_copied_out_and_stays_where_it_is(result: Path, tmp_path: Path) -> None:
    copy = shelf.hand_out(result, SHA, tmp_path / "new" / "out")
    assert copy == tmp_path / "new" / "out" / "april-ranked.csv.gz"
    assert copy.read_bytes() == result.read_bytes() == BYTES
    assert names(copy.parent) == ["april-ranked.csv.gz"]


def test_handing_out_again_gives_the_same_copy(result: Path, tmp_path: Path) -> None:
    first = shelf.hand_out(result, SHA, tmp_path / "out")
    assert shelf.hand_out(result, SHA, tmp_path / "out") == first
    assert names(tmp_path / "out") == ["april-ranked.csv.gz"]


def test_a_file_that_is_there_is_never_overwritten(result: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "april-ranked.csv.gz").write_bytes(b"mine")
    (out / "april-ranked (2).csv.gz").mkdir()
    copy = shelf.hand_out(result, SHA, out)
    assert copy.name == "april-ranked (3).csv.gz"
    assert (out / "april-ranked.csv.gz").read_bytes() == b"mine"


def test_a_copy_beside_somebody_elses_file_is_found_again(result: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "april-ranked.csv.gz").write_bytes(b"mine")
    first = shelf.hand_out(result, SHA, out)
    assert shelf.hand_out(result, SHA, out) == first
    assert names(out) == ["april-ranked (2).csv.gz", "april-ranked.csv.gz"]


def test_a_folder_that_takes_nothing_is_told_and_left_as_it_was(result: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be")
    for attempt in (
        lambda: shelf.hand_out(result, SHA, blocked),
        lambda: shelf.require_writable(blocked / "a"),
    ):
        with pytest.raises(StorageError) as refused:
            attempt()
        assert refused.value.advice
    assert names(tmp_path) == ["file", "home"]


def test_what_a_killed_copy_has_left_is_cleared_away_by_the_next(result: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / f".april-ranked.csv.gz.{SHA[:12]}.x7f2.part").write_bytes(BYTES[:3])
    (out / ".other-ranked.csv.gz.0123456789ab.x7f2.part").write_bytes(b"of another program that runs")
    for _ in range(2):  # the second time the copy is there already
        (out / f".april-ranked.csv.gz.{SHA[:12]}.x7f3.part").write_bytes(BYTES)
        assert shelf.hand_out(result, SHA, out) == out / "april-ranked.csv.gz"
        assert names(out) == [".other-ranked.csv.gz.0123456789ab.x7f2.part", "april-ranked.csv.gz"]


def test_a_name_that_can_not_be_given_is_not_held(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        shelf.take_name(tmp_path / "gone", tmp_path / "wanted")
    assert names(tmp_path) == []


def test_a_result_that_is_gone_leaves_nothing_behind(result: Path, tmp_path: Path) -> None:
    result.unlink()
    with pytest.raises(StorageError):
        shelf.hand_out(result, SHA, tmp_path / "out")
    assert names(tmp_path / "out") == []


def test_asking_whether_a_folder_can_be_written_leaves_it_empty(tmp_path: Path) -> None:
    shelf.require_writable(tmp_path / "a" / "b")
    assert names(tmp_path / "a" / "b") == []


@pytest.mark.parametrize(
    ("code", "says"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "can't be written")]
)
def test_what_the_system_refuses_is_told_in_words(code: int, says: str, tmp_path: Path) -> None:
    assert says in shelf.storage_trouble(OSError(code, "in its words"), tmp_path).title


def test_only_the_very_bytes_are_intact(result: Path, tmp_path: Path) -> None:
    assert shelf.is_intact(result, SHA)
    assert not shelf.is_intact(result, "0" * 64)
    assert not shelf.is_intact(result, None)
    assert not shelf.is_intact(None, SHA)
    assert not shelf.is_intact(tmp_path / "gone", SHA)
    assert not shelf.is_intact(tmp_path, SHA)
    result.write_bytes(BYTES + b" ")
    assert not shelf.is_intact(result, SHA)


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("april auction", "april auction-ranked.csv.gz"),
        ("Los Ölmühle (2), +1@x", "Los Ölmühle (2), +1@x-ranked.csv.gz"),
        ("../../etc/passwd", "etc-passwd-ranked.csv.gz"),
        ("C:\\lots\\a.csv", "C--lots-a-csv-ranked.csv.gz"),
        ("a\x00b\nc", "a-b-c-ranked.csv.gz"),
        ("", "result-ranked.csv.gz"),
        ("...", "result-ranked.csv.gz"),
        ("CON", "CON-ranked.csv.gz"),
    ],
)
def test_results_are_named_after_their_reference(reference: str, name: str) -> None:
    assert shelf.file_name(reference, "ranked", ".csv.gz") == name


@given(st.text(max_size=300))
@example("語" * 255)
@example("𝐀" * 255)
@example(" " * 99 + "a" + " " * 99)
@example("a" * 99 + " " + "b" * 99)
def test_any_reference_gives_a_name_that_any_system_takes(reference: str) -> None:
    name = shelf.file_name(reference, "decoded", ".jsonl.gz")
    assert name.endswith("-decoded.jsonl.gz")
    assert len(name) <= 150
    assert len(f".{name} (999).not-verified.part".encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|\x00\n\r\t')
    assert name == name.strip()
    assert not name.startswith((".", "-decoded"))
    assert os.path.basename(name) == name  # noqa: PTH119


def test_a_long_name_really_can_be_written_and_handed_out(tmp_path: Path) -> None:
    path = tmp_path / shelf.file_name("語" * 255, "ranked", ".csv.gz")
    path.write_bytes(BYTES)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / path.name).write_bytes(b"mine")
    assert shelf.hand_out(path, SHA, tmp_path / "out").read_bytes() == BYTES


def test_a_free_name_keeps_the_whole_ending(tmp_path: Path) -> None:
    wanted = tmp_path / "a-ranked.csv.gz"
    assert shelf.free_name(wanted) == wanted
    wanted.touch()
    assert shelf.free_name(wanted).name == "a-ranked (2).csv.gz"
    shelf.free_name(wanted).touch()
    assert shelf.free_name(wanted).name == "a-ranked (3).csv.gz"


def test_a_dead_link_holds_its_name_too(result: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "april-ranked.csv.gz").symlink_to(tmp_path / "gone")
    assert shelf.hand_out(result, SHA, out).name == "april-ranked (2).csv.gz"
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("is_folder", [False, True])
def test_what_is_moved_aside_takes_nobodys_name(tmp_path: Path, is_folder: bool) -> None:
    path, wanted = tmp_path / "a.csv", tmp_path / "b.csv"
    path.mkdir() if is_folder else path.write_text("mine")
    wanted.write_text("somebody's")
    assert shelf.moved_aside(path, wanted) == tmp_path / "b (2).csv"
    assert names(tmp_path) == ["b (2).csv", "b.csv"]
    assert wanted.read_text() == "somebody's"


def test_a_readable_copy_is_unpacked_once_and_can_not_be_written_on(tmp_path: Path) -> None:
    result = tmp_path / "april-ranked.csv.gz"
    result.write_bytes(gzip.compress(b"vin\nA\n"))
    copy = shelf.readable(result)
    assert copy.name == "april-ranked.csv"
    assert copy.read_bytes() == b"vin\nA\n"
    assert copy.stat().st_mode & 0o222 == 0
    assert shelf.readable(result) == copy
    assert shelf.sha256_of(result) is not None


def test_a_damaged_result_has_no_readable_copy(tmp_path: Path) -> None:
    result = tmp_path / "april-ranked.csv.gz"
    result.write_bytes(gzip.compress(b"vin\nA\n" * 1000)[:-9])
    with pytest.raises(StorageError):
        shelf.readable(result)
    assert [path.name for path in (tmp_path / "readable").iterdir()] == []


def test_two_results_of_one_name_handed_out_at_once_are_both_themselves(tmp_path: Path) -> None:
    results, folder = [], tmp_path / "out"
    for name in ("a", "b"):
        path = tmp_path / name / "april-ranked.csv.gz"
        path.parent.mkdir()
        path.write_bytes(name.encode() * 3_000_000)
        results.append(path)
    with ThreadPoolExecutor() as pool:
        sums = [shelf.sha256_of(path) or "" for path in results]
        handed = list(
            pool.map(lambda pair: shelf.hand_out(pair[0], pair[1], folder), zip(results, sums, strict=True))
        )
    assert [shelf.sha256_of(path) for path in handed] == sums
    assert len({*handed}) == 2
    assert len(list(folder.iterdir())) == 2
