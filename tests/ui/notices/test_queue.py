"""Which notice is shown and which wait: whatever comes in whatever order, no question gets lost."""

from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.events import Ask, Notice, NoticeKind
from mcdesk.ui.notices.queue import NoticeQueue
from mcdesk.ui.notices.words import asks, is_about_the_same

_ENDS = st.builds(Notice, st.just(NoticeKind.COMPLETED), st.text(max_size=2), row_key=st.sampled_from("abc"))
_TROUBLE = st.builds(
    Notice, st.just(NoticeKind.TROUBLE), st.text(max_size=2), row_key=st.sampled_from(["", "a"])
)
_DOWNLOADS = st.builds(
    Notice,
    st.just(NoticeKind.TROUBLE),
    st.text(max_size=2),
    row_key=st.sampled_from("abc"),
    ask=st.just(Ask.DOWNLOAD_AGAIN),
)
_LANES = st.builds(
    Notice,
    st.just(NoticeKind.TROUBLE),
    st.text(max_size=2),
    ask=st.just(Ask.RESUME_LANE),
    operation=st.sampled_from(["rank", "decode"]),
)


@given(st.lists(st.one_of(_ENDS, _TROUBLE, _DOWNLOADS, _LANES), max_size=30))
def test_every_question_is_shown_until_something_newer_is_said_of_the_same(notices: list[Notice]) -> None:
    queue = NoticeQueue()
    due: list[Notice] = []
    for notice in notices:
        queue.put(notice)
        due = [each for each in due if not is_about_the_same(each, notice)]
        due += [notice] if asks(notice) else []
    seen = []
    while queue.shown is not None:
        seen.append(queue.shown)
        queue.drop()
    assert {notice for notice in seen if asks(notice)} == set(due)


@given(st.lists(st.one_of(_ENDS, _DOWNLOADS, _LANES), max_size=30))
def test_a_lane_that_goes_is_asked_about_by_nothing(notices: list[Notice]) -> None:
    queue = NoticeQueue()
    for notice in notices:
        queue.put(notice)
    queue.withdraw("rank")
    while queue.shown is not None:
        assert (queue.shown.ask, queue.shown.operation) != (Ask.RESUME_LANE, "rank")
        queue.drop()
