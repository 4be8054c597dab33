"""A saved result that was edited: the verified bytes come back for nothing, and the edited file is named."""

from tests.e2e.house import House, until
from tests.sandbox_fixtures import Sandbox


def test_an_edited_result_is_restored_and_the_notice_says_where_the_edited_one_is(
    play, sandbox: Sandbox, pairs
):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        saved = (await house.verified("may-auction")).path
        assert saved is not None
        await until(lambda: "is on this computer" in house.notice, "the news of the download")
        verified = saved.read_bytes()
        edited = saved.with_name("edited")
        edited.write_bytes(b"edited")
        edited.replace(saved)  # as programs save
        house.front.results.verify(house.row("may-auction").key)
        await until(lambda: "is restored" in house.notice, "the notice")
        (aside,) = (path for path in saved.parent.glob("* (changed)*"))
        assert f"kept beside it as “{aside.name}”" in house.notice
        assert aside.read_bytes() == b"edited"
        assert saved.read_bytes() == verified
        assert house.left("may-auction") == 2

    play(story, url=sandbox.url)
