"""A dealer's domain, bare or inside of an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.cells.domains import GRAMMAR, is_domain
from mcdesk.intake.cells.judge import judge_for
from mcdesk.model.fields import SOURCE
from mcdesk.model.rules import SOURCE_EMAIL, SOURCE_FORMAT, SOURCE_URL
from tests.intake.cells.likely import cells

JUDGE = judge_for(SOURCE)
ALL = frozenset(rule.id for rule in SOURCE.rules)
DOMAIN = "mbofaugusta.com"

labels = st.from_regex(r"[a-z0-9]([a-z0-9_-]{0,8}[a-z0-9])?", fullmatch=True)
domains = st.tuples(
    st.lists(labels, min_size=1, max_size=3), st.sampled_from(["com", "net", "auto", "us"])
).map(lambda parts: ".".join([*parts[0], parts[1]]))


@pytest.mark.parametrize(
    "cell",
    [DOMAIN, "dealer_source_1.com", "a.b.co.uk", "4x4-cars.net", "xn--mller-kva.de", "x.xn--p1ai", "www.com"],
)
def test_a_bare_domain_is_clean(cell: str) -> None:
    assert JUDGE.rules_of(cell) == ()


@pytest.mark.parametrize(
    "cell",
    [
        f"https://{DOMAIN}",
        f"http://www.{DOMAIN}/",
        f"HTTPS://WWW.{DOMAIN.upper()}/new-inventory/index.htm?make=BMW#top",
        f"www.{DOMAIN}",
        f"www.www.{DOMAIN}",
        f"//{DOMAIN}",
        f"ftp://{DOMAIN}",
        f"http:/{DOMAIN}",
        f"https//{DOMAIN}",
        f"http:\\\\{DOMAIN}",
        f"http://https://{DOMAIN}",
        f"https://user:secret@{DOMAIN}:8443/x",
        f"{DOMAIN}:80",
        f"{DOMAIN}/inventory",
        f"{DOMAIN}?page=2",
        f"{DOMAIN}.",
        f"{DOMAIN}/",
        f" {DOMAIN} ",
        f"'{DOMAIN}'",
        "MBofAugusta.com",
        f"{DOMAIN}/@dealer",
    ],
)
def test_the_domain_is_taken_out_of_a_web_address(cell: str) -> None:
    assert JUDGE.rules_of(cell) == (SOURCE_URL,)
    assert JUDGE.mended(cell, frozenset({SOURCE_URL.id})) == DOMAIN


@pytest.mark.parametrize(
    "cell",
    [f"sales@{DOMAIN}", f" Sales@WWW.{DOMAIN.upper()}", f"mailto:sales@{DOMAIN}?subject=Hi", f"@{DOMAIN}"],
)
def test_what_follows_the_at_sign_is_kept_only_on_wish(cell: str) -> None:
    assert JUDGE.rules_of(cell) == (SOURCE_EMAIL,)
    assert JUDGE.mended(cell, ALL) == DOMAIN
    assert JUDGE.mended(cell, frozenset({SOURCE_URL.id})) == cell


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "Augusta Motors",
            "Bob's Cars Inc.",
            "n/a",
            "N.A.",
            "-",
            "localhost",
            "http://localhost:8000",
            "http://",
        ),
        *(
            "10.0.0.1",
            "http://192.168.0.1/x",
            "http://[::1]/",
            "a@b@c.com",
            "sales@",
            "call bob@x.com",
            "12.5",
        ),
        *(
            "a..com",
            ".com",
            "-a.com",
            "a-.com",
            "a.c",
            "a.com, b.com",
            "a.com;b.com",
            "file://x.com",
            "a" * 64 + ".com",
        ),
        *("a." * 130 + "com", "straße.de", "℀.com", "@dealer"),
    ],
)
def test_what_has_no_domain_stays(cell: str) -> None:
    assert JUDGE.rules_of(cell) == (SOURCE_FORMAT,)
    assert JUDGE.mended(cell, ALL) == cell


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ("https://www.Müller.de/", "xn--mller-kva.de"),
        ("BÜCHER.example.org", "xn--bcher-kva.example.org"),
        ("ｅxample.com", "example.com"),
    ],
)
def test_domains_beyond_ascii_are_encoded(cell: str, after: str) -> None:
    assert JUDGE.rules_of(cell) == (SOURCE_URL,)
    assert JUDGE.mended(cell, ALL) == after


@given(
    domains,
    st.sampled_from(["", "http://", "HTTPS://", "//", "https:/", "http//", "https://a:b@"]),
    st.sampled_from(["", ":80", ":443/", "/", "/a/b?c=d#e", "?x@y", "#z", "."]),
    st.booleans(),
)
def test_whatever_stands_around_it_the_domain_is_found(
    domain: str, before: str, after: str, is_upper: bool
) -> None:
    assert is_domain(domain)
    cell = before + (domain.upper() if is_upper else domain) + after
    assert JUDGE.mended(cell, frozenset({SOURCE_URL.id})) == JUDGE.mended(domain, ALL)
    assert SOURCE_FORMAT not in JUDGE.rules_of(cell)


@given(cells(SOURCE))
def test_what_is_not_refused_comes_out_as_a_bare_domain(cell: str) -> None:
    after = JUDGE.mended(cell, ALL)
    is_refused = not {SOURCE_FORMAT, SOURCE.missing}.isdisjoint(JUDGE.rules_of(cell))
    assert is_domain(after) is not is_refused
    if not is_refused:
        assert after.isascii()
        assert after == after.lower()
        assert "." in after


@given(cells(SOURCE) | st.from_regex(r"(www\.)?[a-z0-9_-]{1,4}(\.[a-z0-9]{1,3}){1,3}", fullmatch=True))
def test_the_quick_yes_is_said_only_where_nothing_is_to_be_said(cell: str) -> None:
    if GRAMMAR.is_plain(cell):
        assert all(mend.step(cell) == cell for mend in GRAMMAR.mends)
        assert GRAMMAR.faults(cell) == ()
