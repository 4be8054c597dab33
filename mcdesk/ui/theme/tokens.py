"""The colour tables of the design language, the only place that knows a hex value. Plain data: no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Tokens = Mapping[str, str]
"""Token name to "#RRGGBB"."""

STATE_TONES = ("run", "ok", "warn", "bad", "idle")
ACCOUNT_TONES = ("production", "sandbox")
TONE_PARTS = ("text", "fill", "soft")


def _table(plain: dict[str, str], tones: dict[str, str]) -> Tokens:
    """Spreads "run": "#text #fill #soft" into "run.text", "run.fill" and "run.soft"."""
    table = dict(plain)
    for tone, colours in tones.items():
        table |= {f"{tone}.{part}": hue for part, hue in zip(TONE_PARTS, colours.split(), strict=True)}
    return MappingProxyType(table)


LIGHT = _table(
    {
        "window": "#F3F4F6",
        "surface": "#FFFFFF",
        "sunken": "#F8F9FA",
        "raised": "#FFFFFF",
        "hover": "#EEF0F3",
        "pressed": "#E4E7EC",
        "selected": "#EDF2FD",
        "line": "#E6E8EC",
        "line2": "#D3D7DE",
        "control": "#808896",
        "text": "#1A1D23",
        "text2": "#535A67",
        "text3": "#626976",
        "accent": "#2F5BC9",
        "accent_hover": "#274DB0",
        "on_accent": "#FFFFFF",
        "accent_text": "#2B54BD",
        "accent_soft": "#E8EEFC",
        "focus": "#2F5BC9",
        "track": "#E4E7EC",
        "bad_solid": "#B3322A",
    },
    {
        "run": "#264DB3 #4A76E0 #DEE8FC",
        "ok": "#1C6E43 #2E9460 #E4F3EA",
        "warn": "#855000 #B4720A #FBF0DA",
        "bad": "#B02A20 #D2483D #FCEAE8",
        "idle": "#535A67 #7B8391 #EDEFF2",
        "production": "#7A2E6B #8E3A7D #F6E8F3",
        "sandbox": "#0B6470 #128290 #E0F1F3",
    },
)

DARK = _table(
    {
        "window": "#121417",
        "surface": "#1A1D21",
        "sunken": "#16181C",
        "raised": "#24282E",
        "hover": "#23272D",
        "pressed": "#2C3138",
        "selected": "#1F2A40",
        "line": "#2A2E35",
        "line2": "#3A4049",
        "control": "#767F8D",
        "text": "#ECEEF1",
        "text2": "#AEB5C0",
        "text3": "#929AA7",
        "accent": "#3F6BDD",
        "accent_hover": "#426EDD",
        "on_accent": "#FFFFFF",
        "accent_text": "#94B2FF",
        "accent_soft": "#212D49",
        "focus": "#7C9EFA",
        "track": "#2F343B",
        "bad_solid": "#C0453C",
    },
    {
        "run": "#94B2FF #5E88F0 #263A66",
        "ok": "#6FCF9A #3FA871 #1A3326",
        "warn": "#E8B85A #D29A2C #372B14",
        "bad": "#FF9B91 #E0645A #411F1D",
        "idle": "#AEB5C0 #7D8592 #2A2E35",
        "production": "#E7A6D8 #A04D8E #3A2236",
        "sandbox": "#77CFDB #2A9AA8 #14343A",
    },
)


def with_high_contrast(tokens: Tokens) -> Tokens:
    """The same table for a system that asks for more contrast: decorative lines become visible borders."""
    return MappingProxyType({**tokens, "line": tokens["control"], "line2": tokens["control"]})
