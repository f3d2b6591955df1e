"""What is done with input, wherever input is asked (R36)."""

from django import template

from trajects.models.input_status import InputStatus

register = template.Library()


@register.inclusion_tag("components/input_status.html")
def input_status(status: str, decides: str = "") -> dict[str, str]:
    """The word, one line of meaning and who decides; `decides` in running text."""
    found = InputStatus(status)
    return {
        "word": found.label,
        "meaning": found.meaning,
        "decides": decides or found.usual_decider,
    }


@register.simple_tag
def input_status_line(status: str, decides: str = "") -> str:
    """The same in running text, for a letter or paper."""
    found = InputStatus(status)
    who = decides or found.usual_decider
    return f"Wij vragen u om te {found.label}. {found.meaning} Wie beslist: {who}."
