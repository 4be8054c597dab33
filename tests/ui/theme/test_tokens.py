"""The contrast table of the design language, computed."""

import pytest

from mcdesk.ui.theme.tokens import (
    ACCOUNT_TONES,
    DARK,
    LIGHT,
    STATE_TONES,
    TONE_PARTS,
    Tokens,
    with_high_contrast,
)

GROUNDS = ("window", "surface", "sunken", "raised", "hover", "selected")
TEXT, GRAPHIC = 4.5, 3.0

pytestmark = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent_text"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_can_be_read_on_every_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert contrast(tokens[ink], tokens[ground]) >= TEXT


@pytest.mark.parametrize("ink", ["text", "text2"])
def test_text_can_be_read_on_a_pressed_ground(tokens: Tokens, ink: str) -> None:
    assert contrast(tokens[ink], tokens["pressed"]) >= TEXT


@pytest.mark.parametrize("tone", STATE_TONES)
def test_state_tones(tokens: Tokens, tone: str) -> None:
    assert contrast(tokens[f"{tone}.text"], tokens[f"{tone}.soft"]) >= TEXT
    assert contrast(tokens[f"{tone}.fill"], tokens["track"]) >= GRAPHIC
    for ground in GROUNDS:
        assert contrast(tokens[f"{tone}.text"], tokens[ground]) >= TEXT


@pytest.mark.parametrize("tone", ACCOUNT_TONES)
def test_account_tones(tokens: Tokens, tone: str) -> None:
    assert contrast(tokens[f"{tone}.text"], tokens[f"{tone}.soft"]) >= TEXT
    assert contrast(tokens["on_accent"], tokens[f"{tone}.fill"]) >= GRAPHIC


@pytest.mark.parametrize("fill", ["accent", "accent_hover", "bad_solid"])
def test_white_can_be_read_on_filled_controls(tokens: Tokens, fill: str) -> None:
    assert contrast(tokens["on_accent"], tokens[fill]) >= TEXT


@pytest.mark.parametrize("mark", ["control", "focus"])
@pytest.mark.parametrize("ground", ["window", "surface", "sunken", "raised", "selected"])
def test_controls_can_be_seen(tokens: Tokens, mark: str, ground: str) -> None:
    assert contrast(tokens[mark], tokens[ground]) >= GRAPHIC


def test_both_tables_have_the_same_names(tokens: Tokens) -> None:
    assert set(tokens) == set(LIGHT)
    assert {f"{tone}.{part}" for tone in STATE_TONES + ACCOUNT_TONES for part in TONE_PARTS} <= set(tokens)


def test_high_contrast_makes_lines_visible(tokens: Tokens) -> None:
    strong = with_high_contrast(tokens)
    for line in ("line", "line2"):
        assert contrast(strong[line], strong["surface"]) >= GRAPHIC
