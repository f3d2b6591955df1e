"""One traject from nothing to a decision, by the people who do it, each at their own screen.

A beheerder sets up the school. The projectleider brings in the staff and the taakbeleid, makes
the plan and seats the team. Colleagues talk at tables, the pmr consents, the school decides,
and every colleague reads what became of it. The letters in between really arrive.
"""

import pytest

from tests.browser.deciding import (
    only_the_pmr_can_consent,
    the_dossier_comes_out_as_an_accessible_pdf,
    the_medewerker_sees_what_became_of_it,
    the_pmr_asks_and_gets_an_answer,
    the_projectleider_draws_a_conclusion,
    the_proposal_is_written_and_offered,
    the_school_decides,
    the_staff_is_consulted,
)
from tests.browser.planning import (
    invites,
    the_beheerder_sets_up_the_school,
    the_draaiboek_is_there_and_leaves_holidays_alone,
    the_projectleider_reads_in_the_staff_list,
    the_projectleider_reads_in_the_taakbeleid,
    the_projectleider_starts_the_traject,
    the_team_is_invited_and_seated,
)
from tests.browser.school import School
from tests.browser.talking import (
    a_medewerker_answers_on_a_phone_without_account,
    the_gespreksbegeleider_records_what_the_table_says,
    the_projectleider_plans_a_session_and_invites,
    the_session_is_closed_and_its_minutes_are_final,
    the_tables_are_composed,
)

# The first school, session and proposal have number 1, whatever ran before.
pytestmark = pytest.mark.django_db(transaction=True, reset_sequences=True)


@pytest.fixture
def school(somebody, post_office, clock):
    """Everybody in the story, each with a browser; nobody has an account yet."""
    return School(somebody, post_office, clock)


def test_from_an_empty_database_to_a_decision(school):
    the_beheerder_sets_up_the_school(school)
    invites(school, school.fatima, "projectleider")
    the_projectleider_reads_in_the_staff_list(school)
    the_projectleider_starts_the_traject(school)
    the_draaiboek_is_there_and_leaves_holidays_alone(school)
    the_projectleider_reads_in_the_taakbeleid(school)
    the_team_is_invited_and_seated(school)
    the_projectleider_plans_a_session_and_invites(school)
    a_medewerker_answers_on_a_phone_without_account(school)
    the_tables_are_composed(school)
    the_gespreksbegeleider_records_what_the_table_says(school)
    the_session_is_closed_and_its_minutes_are_final(school)
    the_projectleider_draws_a_conclusion(school)
    the_proposal_is_written_and_offered(school)
    the_pmr_asks_and_gets_an_answer(school)
    only_the_pmr_can_consent(school)
    the_staff_is_consulted(school)
    the_school_decides(school)
    the_dossier_comes_out_as_an_accessible_pdf(school)
    the_medewerker_sees_what_became_of_it(school)
