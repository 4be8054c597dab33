"""The words of the questions: each names its price and what is safe."""

import pytest

from mcdesk.model.jobs import DownloadSlots
from mcdesk.ui.sheets import confirm_texts as texts


def test_a_download_names_its_price():
    question = texts.download("may-auction", DownloadSlots(2, 3), has_copy=True)
    assert question.title == "Download may-auction again?"
    assert "uses 1 of 2 downloads left. 1 of 3 remains afterwards." in question.body
    assert "already on this computer" in question.body
    assert not question.second
    assert not question.is_danger


def test_a_first_download_says_that_the_copy_stays():
    question = texts.download("may-auction", DownloadSlots(3, 3))
    assert question.confirm == "Download"
    assert "2 of 3 remain afterwards" in question.body
    assert "opening it later is free" in question.body


def test_the_last_download_asks_twice():
    question = texts.download("may-auction", DownloadSlots(1, 3))
    assert question.confirm == "Use the last download"
    assert question.second
    assert question.is_danger


def test_unknown_slots_are_not_guessed():
    assert "has not told" in texts.download("a", None).body


def test_a_long_reference_keeps_its_ends():
    title = texts.download("a" * 200 + "-w19", DownloadSlots(2, 3)).title
    assert len(title) < 60
    assert "…" in title
    assert "-w19?" in title


@pytest.mark.parametrize(
    ("slots", "words", "danger"),
    [
        (DownloadSlots(2, 3), "2 of 3 are left.", False),
        (DownloadSlots(1, 3), "1 of 3 is left.", False),
        (DownloadSlots(0, 3), "0 of 3 are left.", True),
        (None, "may be spent", False),
    ],
)
def test_cancelling_a_download_warns_of_its_slot(slots, words, danger):
    question = texts.cancel_download("may-auction", slots)
    assert words in question.body
    assert question.is_danger is danger


def test_removing_tells_what_stays():
    assert "source file stays" in texts.remove_waiting("a").body
    assert "no job is lost" in texts.remove_held("a").body
