"""The words before a file is removed: what is known of it, and what is not."""

from mcdesk.model.submissions import Refusal
from mcdesk.ui.sheets import confirm_texts


def test_what_the_user_put_on_hold_was_never_sent():
    body = confirm_texts.remove_held("june").body
    assert body.startswith("It has not been sent, so no job is lost.")


def test_a_doubt_is_not_called_a_refusal():
    doubt = Refusal("It is not known whether this file arrived.", "Look for its job in the table.")
    body = confirm_texts.remove_held("june", doubt).body
    assert body.startswith("It is not known whether this file arrived. Look for its job in the table.")
    assert "no job is lost" not in body
    assert "The source file stays where it is." in body
