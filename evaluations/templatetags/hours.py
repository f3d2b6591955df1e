"""Numbers and days of frozen content, which keeps them as text."""

from datetime import date
from decimal import Decimal

from django import template

from core.differences import Piece, differences

register = template.Library()


@register.filter
def number(value: str | Decimal | None) -> str:
    """1.659 or 0,65: at most four decimals, no trailing zeros."""
    if value in (None, ""):
        return ""
    rounded = Decimal(str(value)).quantize(Decimal("0.0001")).normalize()
    whole, _, fraction = f"{rounded:,f}".partition(".")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


@register.filter
def hours(value: str | Decimal | None) -> str:
    """Hours with at most one decimal: rounded here and nowhere else."""
    if value in (None, ""):
        return ""
    return number(Decimal(str(value)).quantize(Decimal("0.1")))


@register.filter
def signed(value: str | Decimal | None) -> str:
    """+36 or −36, rounded to one decimal; 0 has no sign."""
    if value in (None, ""):
        return ""
    amount = Decimal(str(value)).quantize(Decimal("0.1"))
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return f"{sign}{hours(abs(amount))}"


@register.filter
def day(value: str | date | None) -> date | None:
    """The day that was written down as 2027-08-01."""
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


@register.simple_tag
def changed(old: str, new: str) -> list[Piece]:
    """The pieces of two texts, so that a page can mark what goes and what comes."""
    return differences(old, new)
