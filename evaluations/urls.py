from django.urls import path

from evaluations.views import (
    conclusions,
    consent,
    decisions,
    dossier,
    golden_thread,
    outcomes,
    proposals,
)

app_name = "evaluations"

urlpatterns = [
    path("trajecten/<int:pk>/opbrengsten/", outcomes.outcomes, name="outcomes"),
    path("trajecten/<int:pk>/conclusies/", conclusions.conclusions, name="conclusions"),
    path("onderdeel/<int:pk>/conclusie/", conclusions.conclusion, name="conclusion"),
    path(
        "trajecten/<int:pk>/gouden-draad/", golden_thread.golden_thread_list, name="golden_threads"
    ),
    path("onderdeel/<int:pk>/gouden-draad/", golden_thread.golden_thread, name="golden_thread"),
    # The proposal.
    path("trajecten/<int:pk>/voorstellen/", proposals.proposals, name="proposals"),
    path("trajecten/<int:pk>/voorstellen/nieuw/", proposals.propose, name="propose"),
    path("voorstel/<int:pk>/", proposals.proposal, name="proposal"),
    path("voorstel/<int:pk>/teksten/", proposals.proposal_texts, name="proposal_texts"),
    path("voorstel/<int:pk>/wijziging/", proposals.item_add, name="item_add"),
    path("wijziging/<int:pk>/", proposals.item_change, name="item_change"),
    path("wijziging/<int:pk>/verwijderen/", proposals.item_remove, name="item_remove"),
    path("voorstel/<int:pk>/systeemtoets/", proposals.system_change, name="system_change"),
    path("voorstel/<int:pk>/aanbieden/", proposals.offer, name="offer"),
    path("voorstel/<int:pk>/nieuwe-versie/", proposals.renew, name="renew"),
    path("voorstel/<int:pk>/intrekken/", consent.withdraw, name="withdraw"),
    # The council.
    path("voorstel/<int:pk>/behandelen/", consent.review, name="review"),
    path("voorstel/<int:pk>/vraag/", consent.ask, name="ask"),
    path("vraag/<int:pk>/antwoord/", consent.answer, name="answer"),
    path("voorstel/<int:pk>/informatie/", consent.request_information, name="request_information"),
    path("voorstel/<int:pk>/hervatten/", consent.resume, name="resume"),
    path("voorstel/<int:pk>/verlengen/", consent.extend, name="extend"),
    path("voorstel/<int:pk>/instemmen/", consent.grant, name="grant"),
    path("voorstel/<int:pk>/onthouden/", consent.withhold, name="withhold"),
    # After silence or a refusal.
    path("voorstel/<int:pk>/geen-antwoord/", consent.treat_silence, name="treat_silence"),
    path("voorstel/<int:pk>/geschil/", consent.announce_dispute, name="announce_dispute"),
    path("voorstel/<int:pk>/geschil/voorgelegd/", consent.file_dispute, name="file_dispute"),
    path("voorstel/<int:pk>/uitspraak/voor/", consent.rule_for, name="rule_for"),
    path("voorstel/<int:pk>/uitspraak/tegen/", consent.rule_against, name="rule_against"),
    # Staff, decision, dossier.
    path("voorstel/<int:pk>/raadpleging/", consent.consultation, name="consultation"),
    path("voorstel/<int:pk>/besluiten/", decisions.decide, name="decide"),
    path("trajecten/<int:pk>/bevestigen/", decisions.confirm_policy, name="confirm_policy"),
    path("besluit/<int:pk>/", decisions.decision, name="decision"),
    path("besluit/<int:pk>/verbeteren/", decisions.correct, name="correct_decision"),
    path("voorstel/<int:pk>/dossier/", dossier.dossier, name="dossier"),
]
