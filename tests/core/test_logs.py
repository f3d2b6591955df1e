"""Log lines hold ids: no address, name, code or anything that somebody typed."""

import io
import json
import logging

import pytest
import structlog
from django.conf import settings

from core.logs import masked

CODE = "5mYx0m3tZ9QhT2kVb7LrWn4Ca1Pf8Js6"


@pytest.fixture
def lines(monkeypatch):
    """What log lines become in the end."""
    formatter = dict(settings.LOGGING["formatters"]["json"])
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter.pop("()")(**formatter))
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def test_a_line_is_json_with_its_ids(lines):
    structlog.get_logger("proof").warning("message_refused", message=12, code=550)

    line = next(line for line in lines() if line["event"] == "message_refused")
    assert (line["message"], line["code"], line["level"]) == (12, 550, "warning")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Not Found: /uitnodiging/" + CODE + "/", "Not Found: /uitnodiging/[code]/"),
        ("refused els.van.dam@voorbeeld.test twice", "refused [adres] twice"),
        ("GET /medewerkers/?q=Els+van+Dam", "GET /medewerkers/"),
        ("duplicate key\nDETAIL: Key (name)=(Els van Dam) exists", "duplicate key\n[gegevens]"),
        ("request_finished", "request_finished"),
        ("core.models.message.MessageQuerySet", "core.models.message.MessageQuerySet"),
    ],
)
def test_what_points_to_somebody_is_taken_out(text, kept):
    assert masked(text) == kept


def test_lines_of_libraries_are_masked_too(lines):
    logging.getLogger("some.library").warning("to %s from %s", "els@voorbeeld.test", CODE)
    structlog.get_logger("proof").warning("request", user_agent="Els' phone", ip="10.0.0.1")

    text = json.dumps(lines())

    assert "els@" not in text
    assert CODE not in text
    assert "phone" not in text
    assert "10.0.0.1" not in text


@pytest.mark.django_db
def test_a_request_leaves_no_trace_of_who_or_what(client, lines):
    client.get(f"/afmelden/{CODE}/?naam=Els", headers={"User-Agent": "Telefoon van Els"})

    text = json.dumps(lines())

    assert "request_finished" in text
    assert CODE not in text
    assert "Els" not in text
