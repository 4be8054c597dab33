"""Tool tips for texts of users and services, which are never read as markup."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """The text as a tool tip that breaks its lines; "" for none."""
    return f"<qt>{escape(text)}</qt>" if text else ""
