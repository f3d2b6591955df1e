"""Who sees the dashboards."""

import rules

from people.models import RoleKind
from people.rules import holds
from trajects.rules import is_project_leader, is_school_leadership

rules.add_perm(
    "home.see_dashboard",
    holds(RoleKind.SCHOOL_LEADERSHIP)
    | holds(RoleKind.PROJECT_LEADER)
    | holds(RoleKind.COMPETENT_AUTHORITY),
)
rules.add_perm("home.see_content", is_school_leadership | is_project_leader)
