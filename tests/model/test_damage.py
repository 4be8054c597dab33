"""What is said of rows and files of the ledger that can't be read."""

from pathlib import Path

from mcdesk.model.damage import Rescue, SetAside


def test_a_row_is_called_as_the_user_called_it_then_by_its_id_then_by_what_it_was() -> None:
    assert (
        SetAside("submissions", "s1", "a", "june-auction", "", "", 0.0).title
        == "The submission “june-auction”"
    )
    assert SetAside("jobs", "j1", "a", "", "j1", "", 0.0).title == "The job “j1”"
    assert SetAside("downloads", "", "", "", "", "", 0.0).title == "The download"
    assert SetAside("salt", "", "", "", "", "", 0.0).title == "A record"


def test_each_says_what_follows_and_only_jobs_come_back_by_themselves() -> None:
    tables = (
        *("accounts", "submissions", "jobs", "downloads", "settings", "salt"),
        *("requests", "dealers", "dealer_lists", "dealer_list_members"),
    )
    rows = [SetAside(table, "", "", "", "", "", 0.0) for table in tables]
    assert [row.table for row in rows if row.comes_back] == ["jobs"]
    assert all(row.advice.endswith(".") for row in rows)
    assert "Look for its job in the table before you drop the file again" in rows[1].advice


def test_a_rescue_says_what_came_back_and_where_the_damaged_file_is() -> None:
    counts = {"accounts": 1, "submissions": 12, "jobs": 104_211, "downloads": 0}
    rescue = Rescue(Path("/home/ledger.damaged-20260101-120000.sqlite3"), counts)
    assert rescue.advice == (
        "Back are 1 account, 12 submissions, 104,211 jobs and 0 downloads. What the service still knows is "
        "fetched again. The damaged file is kept as ledger.damaged-20260101-120000.sqlite3."
    )


def test_requests_and_dealers_are_told_only_where_there_are_any() -> None:
    counts = {
        "accounts": 1,
        "submissions": 0,
        "jobs": 1,
        "downloads": 0,
        "requests": 1_204,
        "dealer_lists": 1,
    }
    assert Rescue(None, counts).advice.startswith(
        "Back are 1 account, 0 submissions, 1 job, 0 downloads, 1,204 requests and 1 dealer list."
    )


def test_a_rescue_says_what_is_doubtful_what_is_not_readable_and_what_to_add() -> None:
    rescue = Rescue(None, {}, {"submissions": 2}, 3)
    assert "look through what waits before it is sent" in rescue.advice
    assert "Set aside: 3 that can't be read." in rescue.advice
    assert rescue.advice.endswith("No account came back: add the key again.")
    assert rescue.title.startswith("The ledger was missing.")
