"""Who gets which answer on the start pages and dashboards."""

from types import SimpleNamespace


def school(cast: SimpleNamespace) -> dict[str, int]:
    return {"pk": cast.school.pk}


EVERYBODY_IN = dict.fromkeys(
    ["els", "anna", "bas", "carla", "dirk", "farid", "gerda", "hugo", "root"], 200
)

PERMISSIONS = {
    "home:start": {"visitor": 302, **EVERYBODY_IN},
    "home:dashboard": {
        "make": school,
        "visitor": 302,
        "els": 403,
        "anna": 200,
        "bas": 403,
        "carla": 403,
        "dirk": 200,
        "farid": 403,
        "gerda": 200,
        "hugo": 404,
        "root": 404,
    },
}
