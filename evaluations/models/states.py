"""The states of a proposal (domain 3.6), and which deed leads from where to where."""

from __future__ import annotations

from typing import NamedTuple

from django.db import models

from core.verbs import Verb


class ProposalStatus(models.TextChoices):
    """The states of domain 3.6; the words are the ones on screen."""

    DRAFT = "draft", "concept"
    OFFERED = "offered", "aangeboden"
    UNDER_REVIEW = "under_review", "in behandeling"
    INFO_REQUESTED = "info_requested", "aanvullende informatie gevraagd"
    TERM_PASSED = "term_passed", "termijn verstreken"
    GRANTED = "granted", "instemming verleend"
    WITHHELD = "withheld", "instemming onthouden"
    DISPUTE_ANNOUNCED = "dispute_announced", "geschil aangekondigd"
    DISPUTE_FILED = "dispute_filed", "voorgelegd aan LCG WMS"
    RULED_FOR = "ruled_for", "uitspraak voor het bevoegd gezag"
    RULED_AGAINST = "ruled_against", "uitspraak tegen het bevoegd gezag"
    WITHDRAWN = "withdrawn", "ingetrokken"
    LAPSED = "lapsed", "vervallen"


S = ProposalStatus
FINAL = {S.WITHDRAWN, S.LAPSED, S.RULED_AGAINST}
CONSENTED = {S.GRANTED, S.RULED_FOR}
TERM_RUNS = {S.OFFERED, S.UNDER_REVIEW, S.INFO_REQUESTED}
OPEN = TERM_RUNS | {S.TERM_PASSED}
RENEWABLE = {S.WITHHELD, *FINAL}


class Deed(NamedTuple):
    """One act on a proposal: from where it may be done, where it leads, what is remembered."""

    since: set[ProposalStatus]
    to: ProposalStatus
    verb: Verb


DEEDS = {
    "offer": Deed({S.DRAFT}, S.OFFERED, Verb.PROPOSAL_OFFERED),
    "review": Deed({S.OFFERED}, S.UNDER_REVIEW, Verb.PROPOSAL_REVIEWED),
    "request_information": Deed({S.UNDER_REVIEW}, S.INFO_REQUESTED, Verb.PROPOSAL_INFO_REQUESTED),
    "resume": Deed({S.INFO_REQUESTED}, S.UNDER_REVIEW, Verb.PROPOSAL_RESUMED),
    "extend": Deed({S.TERM_PASSED}, S.UNDER_REVIEW, Verb.PROPOSAL_EXTENDED),
    "grant": Deed({S.UNDER_REVIEW, S.TERM_PASSED}, S.GRANTED, Verb.CONSENT_GRANTED),
    "withhold": Deed({S.UNDER_REVIEW, S.TERM_PASSED}, S.WITHHELD, Verb.CONSENT_WITHHELD),
    "treat_silence": Deed({S.TERM_PASSED}, S.WITHHELD, Verb.SILENCE_TREATED_AS_WITHHELD),
    "pass_term": Deed(TERM_RUNS, S.TERM_PASSED, Verb.PROPOSAL_TERM_PASSED),
    "withdraw": Deed(
        {S.DRAFT, *OPEN, S.WITHHELD, S.DISPUTE_ANNOUNCED, S.DISPUTE_FILED},
        S.WITHDRAWN,
        Verb.PROPOSAL_WITHDRAWN,
    ),
    "announce_dispute": Deed({S.WITHHELD}, S.DISPUTE_ANNOUNCED, Verb.DISPUTE_ANNOUNCED),
    "file_dispute": Deed({S.DISPUTE_ANNOUNCED}, S.DISPUTE_FILED, Verb.DISPUTE_FILED),
    "rule_for": Deed({S.DISPUTE_FILED}, S.RULED_FOR, Verb.RULED_FOR),
    "rule_against": Deed({S.DISPUTE_FILED}, S.RULED_AGAINST, Verb.RULED_AGAINST),
    "lapse": Deed({S.WITHHELD, S.DISPUTE_ANNOUNCED}, S.LAPSED, Verb.PROPOSAL_LAPSED),
}


ASK_STAFF_FIRST = (
    "Er schuiven uren tussen categorieën. Eerst stemmen de medewerkers: twee derde moet ja "
    "zeggen. Daarna neemt het bevoegd gezag het besluit."
)
NEXT = {
    S.DRAFT: "Het voorstel is nog in de maak. De projectleider of de schoolleiding biedt het aan.",
    S.OFFERED: "De {body} neemt het voorstel in behandeling.",
    S.UNDER_REVIEW: "De {body} stelt vragen en legt de uitkomst vast.",
    S.INFO_REQUESTED: "Het bevoegd gezag geeft de informatie waar de {body} om vroeg.",
    S.TERM_PASSED: "Geen antwoord is geen instemming. De {body} kan nog een uitkomst vastleggen.",
    S.GRANTED: "Het bevoegd gezag neemt het besluit.",
    S.WITHHELD: "Het bevoegd gezag trekt in, maakt een nieuwe versie of kondigt een geschil aan.",
    S.DISPUTE_ANNOUNCED: "Het bevoegd gezag legt het geschil voor aan de LCG WMS.",
    S.DISPUTE_FILED: "De LCG WMS doet uitspraak.",
    S.RULED_FOR: "Het bevoegd gezag neemt het besluit.",
    S.RULED_AGAINST: "Dit voorstel is afgerond. Een nieuwe versie kan wel.",
    S.WITHDRAWN: "Dit voorstel is afgerond. Een nieuwe versie kan wel.",
    S.LAPSED: "Dit voorstel is afgerond. Een nieuwe versie kan wel.",
}
