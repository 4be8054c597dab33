"""The shelf comes with the first transfer and goes after the last."""

from dataclasses import replace

import pytest

from mcdesk.model.events import Transfer, TransferKind, TransferState
from mcdesk.ui.transfers.shelf import TransferShelf
from mcdesk.ui.transfers.words import amount_words, can_cancel, share_of, title_words
from tests.ui.inspector.probes import buttons, press, said, shown

UPLOAD = Transfer("t1", "s1", TransferKind.UPLOADING, "fleet-returns-w19", 400_000, 1_000_000, 200_000)


@pytest.fixture
def shelf(qtbot, theme):
    made = TransferShelf(theme, linger_ms=30)
    qtbot.addWidget(made)
    made.resize(1086, 56)
    return made


@pytest.mark.parametrize(
    ("changes", "title", "amounts"),
    [
        ({}, "Uploading fleet-returns-w19", "0.4 of 1.0 MB  ·  200 KB/s  ·  3 s left"),
        ({"speed": None}, "Uploading fleet-returns-w19", "0.4 of 1.0 MB"),
        (
            {"kind": TransferKind.DOWNLOADING, "total": None},
            "Downloading fleet-returns-w19",
            "400 KB  ·  200 KB/s",
        ),
        ({"kind": TransferKind.VERIFYING}, "Verifying fleet-returns-w19", "comparing SHA-256  ·  1.0 MB"),
        ({"kind": TransferKind.PACKING, "speed": None}, "Packing fleet-returns-w19", "0.4 of 1.0 MB"),
        ({"state": TransferState.DONE}, "Uploaded fleet-returns-w19", "1.0 MB"),
        (
            {"state": TransferState.FAILED, "words": "Broke off"},
            "Uploading fleet-returns-w19 failed",
            "Broke off",
        ),
        ({"state": TransferState.CANCELLED}, "Uploading fleet-returns-w19 cancelled", ""),
    ],
)
def test_a_transfer_in_words(changes, title, amounts):
    transfer = replace(UPLOAD, **changes)
    assert (title_words(transfer), amount_words(transfer)) == (title, amounts)


def test_the_bar_is_whole_at_the_end_and_empty_without_a_total():
    assert share_of(UPLOAD) == 0.4
    assert share_of(replace(UPLOAD, total=None)) == 0
    assert share_of(replace(UPLOAD, state=TransferState.DONE)) == 1
    assert not can_cancel(replace(UPLOAD, kind=TransferKind.VERIFYING))


def test_the_shelf_is_away_until_something_moves(shelf):
    assert shelf.isHidden()
    shelf.show_transfer(UPLOAD)
    assert not shelf.isHidden()
    assert "Uploading fleet-returns-w19" in said(shelf)


def test_cancel_names_the_transfer(shelf, qtbot):
    shelf.show_transfer(UPLOAD)
    shelf.show()
    with qtbot.waitSignal(shelf.cancel_asked) as asked:
        press(shelf, "Cancel")
    assert asked.args == ["t1"]


def test_a_card_stays_a_while_after_its_end(shelf, qtbot):
    shelf.show_transfer(UPLOAD)
    shelf.show_transfer(replace(UPLOAD, state=TransferState.DONE))
    assert "Uploaded fleet-returns-w19" in said(shelf)
    assert "Cancel" not in buttons(shelf)
    qtbot.waitUntil(shelf.isHidden)


def test_a_transfer_that_goes_on_under_its_id_keeps_its_card(shelf, qtbot):
    shelf.show_transfer(replace(UPLOAD, state=TransferState.DONE))
    shelf.show_transfer(replace(UPLOAD, kind=TransferKind.VERIFYING))
    shelf.show_transfer(Transfer("t2", "s2", TransferKind.UPLOADING, "b", 1, 2, state=TransferState.DONE))
    qtbot.waitUntil(lambda: "Uploaded b" not in said(shelf))
    assert "Verifying fleet-returns-w19" in said(shelf)


def test_more_than_two_are_counted(shelf, qtbot):
    for number in range(4):
        shelf.show_transfer(replace(UPLOAD, id=f"t{number}", name=f"file-{number}"))
    assert "+2 more" in said(shelf)
    assert "file-3" not in said(shelf)
    shelf.show_transfer(replace(UPLOAD, id="t0", name="file-0", state=TransferState.DONE))
    qtbot.waitUntil(lambda: "file-2" in said(shelf))
    assert "+1 more" in said(shelf)


def test_cards_are_painted(qtbot, theme):
    shelf = TransferShelf(theme)
    shelf.show_transfer(UPLOAD)
    shown(qtbot, shelf, 1086, 56)
    assert not shelf.grab().isNull()
