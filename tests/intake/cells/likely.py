"""Cells as they may come: anything at all, and much that is nearly a value of its shape."""

from hypothesis import strategies as st

from mcdesk.intake.cells.grammar import BLANKS, DASHES, QUOTES
from mcdesk.model.fields import LOCATION, MILES, PRICE, SOURCE, VIN, ZIP, Field

VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
AROUND = st.text(st.sampled_from(BLANKS + QUOTES + DASHES + "*"), max_size=4)


def pieces(*listed: str) -> st.SearchStrategy[str]:
    """A few of these, one after the other."""
    return st.lists(st.sampled_from(listed), max_size=9).map("".join)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(AROUND, inner, AROUND).map("".join)


vins = wrapped(
    st.one_of(
        st.text(st.sampled_from(VIN_SIGNS + VIN_SIGNS.lower() + "IOQ "), min_size=15, max_size=21),
        st.text(st.sampled_from(VIN_SIGNS), min_size=17, max_size=17).map("VIN: ".__add__),
        st.text(st.sampled_from(VIN_SIGNS), min_size=17, max_size=17).map("i".__add__),
        pieces("VIN", "vin", ":", "I", "1.2", "1,2", "E+16", "e16", "1FMCU0GD0JUD56190", "0", "ß"),
    )
)
numbers = wrapped(
    st.one_of(
        pieces("$", "US", "USD", "(", ")", "-", "+", "−", " ", "\xa0", ",", ".", "0", "1", "900", "00", "50"),
        st.decimals(allow_nan=False, allow_infinity=False).map(str),
        st.decimals(-(10**9), 10**9, places=2).map(lambda value: f"${value:,}"),
        st.tuples(
            st.decimals(0, 10**7, places=1).map(lambda value: f"{value:,}"),
            st.sampled_from(["", " ", "mi", " mi.", " Miles", "km", " KMS", " kilometres", " k", " m"]),
        ).map("".join),
    )
)
zips = wrapped(
    st.one_of(
        st.text(st.sampled_from("0123456789٣- .–"), max_size=12),
        pieces("02139", "2139", "501", "000", "-", " ", "1234", ".0", "'"),
    )
)
domains = wrapped(
    st.one_of(
        pieces(
            *(
                "http",
                "https",
                "HTTP",
                "ftp",
                ":",
                "/",
                "//",
                "\\",
                "www.",
                "WWW.",
                "a",
                "mb-of.com",
                "x_1",
                ".",
            ),
            *(
                "com",
                "@",
                "mailto:",
                ":80",
                "?q",
                "#",
                " ",
                "ü",
                "ß",
                "。",
                "\u200b",
                "℀",
                "xn--",
                "1",
                "[::1]",
            ),
        ),
        st.emails(),
        st.tuples(
            st.sampled_from(["", "http://", "https://www."]), st.text(max_size=30), st.just(".com")
        ).map("".join),
    )
)

idents = wrapped(pieces("1048271", "a", "Z9", "_", "-", ".0", ".", " ", "\u200b", "é", "/"))

BY_FIELD: dict[str, st.SearchStrategy[str]] = {
    VIN.name: vins,
    PRICE.name: numbers,
    MILES.name: numbers,
    SOURCE.name: domains,
    ZIP.name: zips,
    LOCATION.name: idents,
}


def cells(field: Field) -> st.SearchStrategy[str]:
    """What may stand in a field's column."""
    return st.one_of(BY_FIELD[field.name], st.text(), *BY_FIELD.values())
