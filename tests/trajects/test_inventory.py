"""Domain 4.1: every activity of the first phase has its lines, and each line its screen."""

import pytest
from django.urls import reverse

from trajects.models import TrajectShape
from trajects.models.course import SCREENS
from trajects.models.template import run_sheet_lines, shape_of

ACTIVITIES = {
    "aanpak en besluitvorming": {
        "go_no_go": "go_no_go",
        "talk_with_pmr": "approach",
        "agree_approach": "approach",
        "sign_approach": "approach",
        "put_in_year_plan": "agreements",
    },
    "inrichting project": {
        "read_cao": "approach",
        "appoint_project_leader": "team",
        "seat_team": "team",
        "four_agreements": "team",
    },
    "draagvlak": {"map_key_figures": "support", "talk_key_figures": "support"},
    "informatie verzamelen": {"collect_information": "library", "publish_library": "library"},
    "draaiboek": {"set_up_run_sheet": "run_sheet"},
    "thema's en gespreksvorm": {
        "choose_themes": "themes",
        "choose_dialogue_form": "themes",
        "decide_process_coach": "team",
    },
    "communicatieplan": {"communication_plan": "communication", "announce": "communication"},
    "startbijeenkomst voorbereiden": {"prepare_kickoff": "kickoff", "invite_kickoff": "kickoff"},
}
# The screens of the third phase come later than its lines.
TO_COME = {"embedding", "lessons"}


@pytest.mark.parametrize("shape", list(TrajectShape.values))
@pytest.mark.parametrize("activity", list(ACTIVITIES))
def test_each_activity_of_the_first_phase_has_its_lines_in_every_shape(activity, shape):
    lines = {line.key: line for line in run_sheet_lines(shape_of(shape).sessions, shape=shape)}

    for key, screen in ACTIVITIES[activity].items():
        assert lines[key].fields["phase"] == "planning"
        assert lines[key].fields["link"] == screen
        assert lines[key].fields["who"]
        assert lines[key].fields["evidence"]


@pytest.mark.parametrize("link", sorted(set(SCREENS) - TO_COME))
def test_each_link_leads_to_a_page(link):
    label, page = SCREENS[link]

    assert label
    assert reverse(page, args=[1])
