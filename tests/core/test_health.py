"""The machine room: is it alive, can it work, and what did browsers refuse."""

import json
import logging

import pytest
from django.db import DatabaseError, connection


def test_alive_without_database(client):
    assert client.get("/livez").content == b"ok\n"


@pytest.mark.django_db
def test_ready_with_database_and_cache(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": True, "cache": True}


@pytest.mark.django_db
def test_not_ready_without_database(client, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", broken)

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_health_only_looks(client, path):
    assert client.post(path).status_code == 405


def report(client, body: bytes):
    return client.post("/csp-melding/", body, content_type="application/csp-report")


def test_a_refusal_of_a_browser_is_logged_without_the_address(client, caplog):
    caplog.set_level(logging.WARNING)
    body = {
        "csp-report": {
            "effective-directive": "script-src",
            "blocked-uri": "https://elders.example/pad?naam=Els",
            "document-uri": "https://taakdialoog.example/antwoord/geheim/",
        }
    }

    assert report(client, json.dumps(body).encode()).status_code == 204

    assert "elders.example" in caplog.text
    assert "Els" not in caplog.text
    assert "geheim" not in caplog.text


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b"[" * 7000, b"x" * 9000, b"\xff"])
def test_an_unreadable_report_does_no_harm(client, body):
    assert report(client, body).status_code == 204


@pytest.mark.django_db
def test_every_page_names_the_report_address(client):
    assert "report-uri /csp-melding/" in client.get("/livez")["Content-Security-Policy"]
