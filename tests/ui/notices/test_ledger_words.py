"""What the ledger had to set right at the start, as a user reads it."""

from pathlib import Path

from mcdesk.model.damage import Rescue, SetAside
from mcdesk.model.events import NoticeKind
from mcdesk.ui.notices.ledger_words import ledger_notices

RESCUE = Rescue(Path("/home/ann/ledger.damaged"), {"accounts": 1, "jobs": 12})


def row(table: str, name: str) -> SetAside:
    return SetAside(table, name, "acc", name, "", "its state is unknown", 1_780_000_000.0)


def test_a_ledger_in_order_says_nothing():
    assert ledger_notices(None, ()) == ()


def test_a_rescued_file_is_told_of_first():
    first, second = ledger_notices(RESCUE, [row("submissions", "june-auction")])
    assert (first.kind, first.title, first.advice) == (NoticeKind.TROUBLE, RESCUE.title, RESCUE.advice)
    assert second.title == "The submission “june-auction” can't be read: its state is unknown."
    assert "Look for its job in the table" in second.advice


def test_many_are_one_notice_that_gives_each_advice_once():
    rows = [row("jobs", f"job-{n}") for n in range(4)] + [row("settings", "theme")]
    (notice,) = ledger_notices(None, rows)
    assert notice.title == "5 records of the ledger can't be read"
    assert "“job-2” and 2 more." in notice.advice
    assert notice.advice.count("The service still knows it") == 1
    assert "applies until you choose again" in notice.advice
