"""The drawing of the states in docs/states.md is the one in the code."""

from home.management.commands.state_diagrams import PAGE, state_diagrams


def test_the_page_is_up_to_date():
    assert PAGE.read_text() == state_diagrams(), "run: manage.py state_diagrams"
