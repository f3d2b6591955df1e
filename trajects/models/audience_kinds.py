"""For whom a message can be, how it travels, and which page its button opens."""

from __future__ import annotations

from django.db import models


class Audience(models.TextChoices):
    ALL_STAFF = "all_staff", "alle medewerkers"
    PARTICIPANTS = "participants", "deelnemers aan een sessie"
    FACILITATORS = "facilitators", "gespreksbegeleiders"
    PMR = "pmr", "pmr"
    LEADERSHIP = "leadership", "schoolleiding"
    PROJECT_TEAM = "project_team", "projectteam"
    NOT_ANSWERED = "not_answered", "wie nog niet antwoordde"
    KEY_FIGURES = "key_figures", "sleutelfiguren"
    TEAM_LEADERS = "team_leaders", "teamleiders"
    OTHER_CONSTITUENCIES = "other_constituencies", "andere geledingen van de MR"


class Channel(models.TextChoices):
    MAIL = "mail", "e-mail"
    MEETING = "meeting", "bijeenkomst"
    POSTER = "poster", "poster"
    NEWSLETTER = "newsletter", "nieuwsbrief"
    CONVERSATION = "conversation", "gesprek"


class Button(models.TextChoices):
    """The one button under a mail: verb and object, and the page it opens (XN6)."""

    NONE = "", "geen knop"
    TRAJECT = "traject", "Het traject bekijken"
    POLICY = "policy", "Het huidige taakbeleid lezen"
    LIBRARY = "library", "De bibliotheek openen"
    SESSIONS = "sessions", "De sessies bekijken"
    THREADS = "threads", "De gouden draad lezen"


BUTTON_PAGES = {
    Button.TRAJECT: "trajects:traject",
    Button.POLICY: "trajects:policy",
    Button.LIBRARY: "trajects:library",
    Button.SESSIONS: "dialogues:sessions",
    Button.THREADS: "evaluations:golden_threads",
}


class SentFrom(models.TextChoices):
    """Some letters are written by the page they are about: with a personal link, once."""

    PLAN = "plan", "dit plan"
    SESSIONS = "sessions", "de pagina van de sessie"
    KICKOFF = "kickoff", "de pagina van de startbijeenkomst"


SENT_FROM_PAGES = {SentFrom.SESSIONS: "dialogues:sessions", SentFrom.KICKOFF: "trajects:kickoff"}
