"""The table of rights in docs/rights.md is the one in the code."""

from home.management.commands.rights_table import PAGE, rights_table


def test_the_page_is_up_to_date():
    assert PAGE.read_text() == rights_table(), "run: manage.py rights_table"
