"""Verified results by what they are: shared, never overwritten, and enough to restore what people see."""

import gzip
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.model.errors import StorageError
from mcdesk.results import shelf
from mcdesk.results.store import Store
from tests.desk.unreadable import make_unreadable, needs_refusal

BYTES = b"vin,vin_rank\nA,1\n"
SHA = hashlib.sha256(BYTES).hexdigest()
NAME = "april-ranked.csv.gz"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "results" / "by-sha256")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "results" / "j1"
    made.mkdir(parents=True)
    return made


def part_in(folder: Path, data: bytes = BYTES) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "d1.part").write_bytes(data)
    return folder / "d1.part"


def kept(store: Store, folder: Path, name: str = NAME) -> Path:
    return store.keep(part_in(folder), SHA, folder / name)


def rewritten(path: Path, data: bytes) -> None:
    """As most programs write: a new file takes the old one's name."""
    path.unlink()
    path.write_bytes(data)


def blobs(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.rglob("*") if path.is_file())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_result_lies_under_its_hash_and_has_a_name_that_people_read(store: Store, folder: Path) -> None:
    named = kept(store, folder)
    blob = store.folder / SHA[:2] / f"{SHA}.csv.gz"
    assert named == folder / NAME
    assert names(folder) == [NAME]
    assert blob.samefile(named)
    assert blob.read_bytes() == BYTES
    assert blob.stat().st_mode & 0o777 == 0o444
    assert store.find(SHA) == blob


def test_equal_results_of_two_jobs_are_one_blob(store: Store, folder: Path) -> None:
    first = kept(store, folder)
    second = kept(store, folder.with_name("j2"), "may-ranked.csv.gz")
    assert first.samefile(second)
    assert first.stat().st_nlink == 3
    assert names(second.parent) == ["may-ranked.csv.gz"]
    assert blobs(store) == [f"{SHA}.csv.gz"]


def test_a_name_that_is_taken_is_not_overwritten(store: Store, folder: Path) -> None:
    (folder / NAME).write_bytes(b"mine")
    assert kept(store, folder).name == "april-ranked (2).csv.gz"
    assert (folder / NAME).read_bytes() == b"mine"


def test_a_file_that_is_gone_is_restored(store: Store, folder: Path) -> None:
    named = kept(store, folder)
    named.unlink()
    assert store.restored(named, SHA) == named
    assert named.read_bytes() == BYTES


def test_its_folder_may_be_gone_too(store: Store, folder: Path) -> None:
    named = kept(store, folder)
    named.unlink()
    folder.rmdir()
    assert store.restored(named, SHA) == named
    assert named.read_bytes() == BYTES


def test_a_file_that_was_edited_is_kept_beside_the_restored_one(store: Store, folder: Path) -> None:
    named = kept(store, folder)
    for edit in (b"first edit", b"second edit"):
        rewritten(named, edit)
        assert store.restored(named, SHA) == named
        assert named.read_bytes() == BYTES
    assert (folder / "april-ranked (changed).csv.gz").read_bytes() == b"first edit"
    assert (folder / "april-ranked (changed) (2).csv.gz").read_bytes() == b"second edit"


def test_a_folder_in_its_place_is_moved_aside_whole(store: Store, folder: Path) -> None:
    named = kept(store, folder)
    named.unlink()
    named.mkdir()
    (named / "inside").write_text("mine")
    assert store.restored(named, SHA) == named
    assert (folder / "april-ranked (changed).csv.gz" / "inside").read_text() == "mine"


def test_without_its_bytes_anywhere_nothing_is_restored_or_moved(store: Store, folder: Path) -> None:
    named = kept(store, folder)
    rewritten(named, b"edited")
    next(store.folder.rglob("*.gz")).unlink()
    assert store.restored(named, SHA) is None
    assert names(folder) == [NAME]
    assert named.read_bytes() == b"edited"


def test_a_result_of_an_earlier_version_is_taken_in(store: Store, folder: Path) -> None:
    named = folder / NAME
    named.write_bytes(BYTES)
    assert store.restored(named, SHA) == named
    assert store.find(SHA) is not None
    named.unlink()
    assert store.restored(named, SHA) == named
    assert named.read_bytes() == BYTES


def test_a_blob_that_is_damaged_gives_way_and_is_not_destroyed(store: Store, folder: Path) -> None:
    blob = store.place_of(SHA, ".csv.gz")
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"damaged")
    assert store.find(SHA) is None
    assert kept(store, folder).read_bytes() == BYTES
    assert store.find(SHA) == blob
    assert (blob.parent / f"damaged-{SHA}.csv.gz").read_bytes() == b"damaged"


@needs_refusal
def test_a_blob_that_can_not_be_read_now_stays_where_it_is(store: Store, folder: Path) -> None:
    blob = store.place_of(SHA, ".csv.gz")
    make_unreadable(blob)
    with pytest.raises(StorageError, match="can't be read"):
        store.find(SHA)
    assert kept(store, folder) == folder / NAME  # without the store, then
    assert (folder / NAME).read_bytes() == BYTES
    assert blobs(store) == [blob.name]
    assert blob.is_symlink()


@needs_refusal
def test_a_name_that_can_not_be_read_now_gives_way_only_to_the_bytes(store: Store, folder: Path) -> None:
    make_unreadable(folder / NAME)
    with pytest.raises(StorageError, match="can't be read"):
        store.restored(folder / NAME, SHA)
    assert names(folder) == [NAME]
    store.put(part_in(folder), SHA, ".csv.gz")
    assert store.restored(folder / NAME, SHA) == folder / NAME
    assert (folder / NAME).read_bytes() == BYTES
    assert (folder / "april-ranked (changed).csv.gz").is_symlink()


def test_a_blob_that_was_lost_is_made_again_of_the_file_that_people_see(store: Store, folder: Path) -> None:
    named = kept(store, folder)
    rewritten(next(store.folder.rglob("*.gz")), b"damaged")
    assert store.restored(named, SHA) == named
    assert store.find(SHA) is not None


def test_a_store_that_takes_nothing_leaves_the_result_under_its_name_alone(
    store: Store, folder: Path
) -> None:
    store.folder.write_text("a file where the folder should be")
    named = kept(store, folder)
    assert named == folder / NAME
    assert named.read_bytes() == BYTES
    assert store.restored(named, SHA) == named
    assert names(folder) == [NAME]


def test_where_the_folder_takes_no_name_the_result_still_is_in_the_store(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    assert store.keep(part_in(folder), SHA, blocked / NAME) == blocked / NAME
    assert store.find(SHA) is not None
    blocked.unlink()
    assert store.restored(blocked / NAME, SHA) == blocked / NAME
    assert (blocked / NAME).read_bytes() == BYTES


def test_where_nothing_can_be_written_the_part_stays(store: Store, folder: Path, tmp_path: Path) -> None:
    store.folder.write_text("a file where the folder should be")
    part = part_in(folder)
    with pytest.raises(StorageError):
        store.keep(part, SHA, store.folder / NAME)
    assert part.read_bytes() == BYTES


@pytest.fixture
def other_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder to which no file of the test's folder can be linked."""
    shared = Path("/dev/shm")
    if (
        not shared.is_dir()
        or shared.stat().st_dev == tmp_path.stat().st_dev
        or not os.access(shared, os.W_OK)
    ):
        pytest.skip("there is no second file system here")
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)


def test_where_no_link_can_be_made_the_name_is_a_copy(store: Store, folder: Path, other_disk: Path) -> None:
    blob = store.put(part_in(folder), SHA, ".csv.gz")
    named = store.give_name(blob, SHA, other_disk / NAME)
    assert (named.read_bytes(), named.stat().st_mode & 0o777) == (BYTES, 0o444)
    assert not named.samefile(blob)
    assert names(other_disk) == [NAME]
    rewritten(named, b"edited")
    assert store.restored(named, SHA) == named
    assert names(other_disk) == ["april-ranked (changed).csv.gz", NAME]


def test_a_file_on_another_disk_is_taken_in_as_a_copy(store: Store, other_disk: Path) -> None:
    (other_disk / NAME).write_bytes(BYTES)
    assert store.restored(other_disk / NAME, SHA) == other_disk / NAME
    blob = store.find(SHA)
    assert blob is not None
    assert blob.stat().st_mode & 0o777 == 0o444


def test_handing_out_restores_first(store: Store, folder: Path, tmp_path: Path) -> None:
    named = kept(store, folder)
    rewritten(named, b"edited")
    out = tmp_path / "out"
    assert store.hand_out(named, SHA, out).read_bytes() == BYTES
    assert (out / NAME).stat().st_mode & 0o200  # a copy to work with
    assert named.read_bytes() == BYTES
    assert store.hand_out(named, SHA, out) == out / NAME


def test_what_is_nowhere_can_not_be_handed_out_or_read(store: Store, folder: Path, tmp_path: Path) -> None:
    for act in (
        lambda: store.hand_out(folder / NAME, SHA, tmp_path / "out"),
        lambda: store.readable(folder / NAME, SHA),
    ):
        with pytest.raises(StorageError, match="gone or has changed"):
            act()


def test_a_view_is_made_of_the_verified_bytes(tmp_path: Path, store: Store, folder: Path) -> None:
    packed = gzip.compress(BYTES, mtime=0)
    sha256 = hashlib.sha256(packed).hexdigest()
    named = store.keep(part_in(folder, packed), sha256, folder / NAME)
    rewritten(named, gzip.compress(b"edited"))
    assert store.readable(named, sha256).read_bytes() == BYTES


@pytest.mark.parametrize("no_hash", ["", "../../etc/passwd", SHA.upper(), SHA[:-1], f"{SHA}/x", "*" * 64])
def test_only_a_hash_becomes_part_of_a_path(store: Store, no_hash: str) -> None:
    assert store.find(no_hash) is None
    with pytest.raises(ValueError, match="SHA-256"):
        store.place_of(no_hash, ".csv.gz")


@given(st.lists(st.sampled_from(["unlink", "edit", "move", "lose blob", "look", "put again"]), max_size=12))
@settings(max_examples=60)
def test_no_bytes_are_ever_lost_while_one_copy_is_left(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str]
) -> None:
    """Whatever people do to the files, and whatever is gone: from one intact copy all come back."""
    root = tmp_path_factory.mktemp("store")
    store, folder = Store(root / "by-sha256"), root / "j1"
    named, edits = kept(store, folder), 0
    for act in acts:
        if act == "unlink":
            named.unlink(missing_ok=True)
        elif act == "edit":
            edits += 1
            named.unlink(missing_ok=True)
            named.write_bytes(f"edit {edits}".encode())
        elif act == "move" and named.exists():
            named.rename(root / f"moved {edits} {len(list(root.iterdir()))}")
        elif act == "lose blob" and shelf.is_intact(named, SHA):
            for blob in store.folder.rglob("*.gz"):
                blob.unlink()
        elif act == "put again":
            kept(store, folder)
        else:
            assert store.restored(named, SHA) == named or store.find(SHA) is None
    was_there = store.find(SHA) is not None or shelf.is_intact(named, SHA)
    assert (store.restored(named, SHA) == named) is was_there
    if was_there:
        assert shelf.is_intact(named, SHA)
    assert not list(root.rglob("*.part"))
