from django.urls import path

from trajects.views import (
    checklists,
    communication,
    feed,
    library,
    policy,
    policy_terms,
    policy_versions,
    replan,
    run_sheet,
    sending,
    team,
    themes,
    wizard,
    workspace,
)

app_name = "trajects"

urlpatterns = [
    path("trajecten/nieuw/", wizard.start_wizard, name="start_wizard"),
    path("trajecten/nieuw/overzicht/", wizard.review, name="wizard_review"),
    path("trajecten/nieuw/starten/", wizard.start, name="start"),
    path("trajecten/nieuw/opnieuw/", wizard.start_over, name="wizard_start_over"),
    path("trajecten/nieuw/<slug:name>/", wizard.step, name="wizard_step"),
    path("trajecten/<int:pk>/draaiboek/", run_sheet.run_sheet, name="run_sheet"),
    path(
        "trajecten/<int:pk>/draaiboek/tijdlijn/",
        run_sheet.timeline,
        name="run_sheet_timeline",
    ),
    path("trajecten/<int:pk>/draaiboek/nieuw/", run_sheet.add, name="run_sheet_add"),
    path("trajecten/<int:pk>/draaiboek/opnieuw-plannen/", replan.replan, name="replan"),
    path("trajecten/<int:pk>/draaiboek/pdf/", run_sheet.paper, name="run_sheet_paper"),
    path("draaiboek/<int:pk>/", run_sheet.item, name="run_sheet_item"),
    path("draaiboek/<int:pk>/wijzigen/", run_sheet.edit, name="run_sheet_edit"),
    path("draaiboek/<int:pk>/status/", run_sheet.status, name="run_sheet_status"),
    path("draaiboek/<int:pk>/overslaan/", run_sheet.skip, name="run_sheet_skip"),
    path("agenda/", feed.feed, name="feed"),
    path("agenda/vernieuwen/", feed.renew, name="feed_renew"),
    path("agenda/<str:token>.ics", feed.feed_file, name="feed_file"),
    path("trajecten/<int:pk>/", workspace.traject, name="traject"),
    path("trajecten/<int:pk>/afspraken/", workspace.settings, name="settings"),
    path("trajecten/<int:pk>/mensen/", team.team, name="team"),
    path("trajecten/<int:pk>/mensen/plaats/", team.seat_add, name="seat_add"),
    path("trajecten/<int:pk>/mensen/inhoud/", team.team_content, name="team_content"),
    path(
        "trajecten/<int:pk>/mensen/advies/<slug:key>/",
        team.team_advice_overrule,
        name="team_advice",
    ),
    path("plaatsen/<int:pk>/", team.seat, name="seat"),
    path("plaatsen/<int:pk>/iemand-kiezen/", team.seat_fill, name="seat_fill"),
    path("plaatsen/<int:pk>/van-buiten/", team.seat_outsider, name="seat_outsider"),
    path("plaatsen/<int:pk>/overdragen/", team.seat_hand_over, name="seat_hand_over"),
    path("plaatsen/<int:pk>/vrijmaken/", team.seat_release, name="seat_release"),
    path("trajecten/<int:pk>/bibliotheek/", library.library, name="library"),
    path("trajecten/<int:pk>/bibliotheek/nieuw/", library.library_add, name="library_add"),
    path("trajecten/<int:pk>/bibliotheek/pdf/", library.library_paper, name="library_paper"),
    path(
        "trajecten/<int:pk>/bibliotheek/downloaden/<slug:kind>/",
        library.library_export,
        name="library_export",
    ),
    path("bibliotheek/<int:pk>/", library.library_item, name="library_item"),
    path("bibliotheek/<int:pk>/wijzigen/", library.library_edit, name="library_edit"),
    path(
        "bibliotheek/<int:pk>/nieuwe-versie/",
        library.library_version_add,
        name="library_version_add",
    ),
    path("bibliotheek/<int:pk>/publiceren/", library.library_publish, name="library_publish"),
    path("bibliotheek/<int:pk>/intrekken/", library.library_withdraw, name="library_withdraw"),
    path("bibliotheek/<int:pk>/heropenen/", library.library_reopen, name="library_reopen"),
    path("bibliotheek/<int:pk>/vergelijken/", library.library_compare, name="library_compare"),
    path(
        "bibliotheekversies/<int:pk>/bestand/", library.library_download, name="library_download"
    ),
    path(
        "bibliotheekversies/<int:pk>/bestand-verwijderen/",
        library.library_file_remove,
        name="library_file_remove",
    ),
    path("trajecten/<int:pk>/themas/", themes.themes, name="themes"),
    path("trajecten/<int:pk>/themas/nieuw/", themes.theme_add, name="theme_add"),
    path("themas/<int:pk>/", themes.theme, name="theme"),
    path("themas/<int:pk>/verplaatsen/", themes.theme_move, name="theme_move"),
    path("themas/<int:pk>/kiezen/", themes.theme_choose, name="theme_choose"),
    path("themas/<int:pk>/weghalen/", themes.theme_remove, name="theme_remove"),
    path("onderdelen/<int:pk>/vraag/", themes.theme_question, name="theme_question"),
    path("trajecten/<int:pk>/taakbeleid/", policy.policy, name="policy"),
    path("trajecten/<int:pk>/taakbeleid/inlezen/", policy.policy_upload, name="policy_upload"),
    path("trajecten/<int:pk>/taakbeleid/nieuw/", policy.policy_item_add, name="policy_item_add"),
    path(
        "trajecten/<int:pk>/taakbeleid/downloaden/<slug:kind>/",
        policy.policy_export,
        name="policy_export",
    ),
    path("trajecten/<int:pk>/taakbeleid/pdf/", policy_versions.paper, name="policy_paper"),
    path(
        "trajecten/<int:pk>/taakbeleid/nieuwe-versie/", policy_versions.begin, name="policy_begin"
    ),
    path(
        "trajecten/<int:pk>/taakbeleid/vergelijken/",
        policy_versions.compare,
        name="policy_compare",
    ),
    path("trajecten/<int:pk>/taakbeleid/uitgangspunten/", policy_terms.terms, name="policy_terms"),
    path(
        "trajecten/<int:pk>/taakbeleid/uitgangspunten/wijzigen/",
        policy_terms.basis,
        name="policy_basis",
    ),
    path(
        "trajecten/<int:pk>/taakbeleid/uitgangspunten/overnemen/",
        policy_terms.take,
        name="policy_terms_take",
    ),
    path(
        "trajecten/<int:pk>/taakbeleid/uitgangspunten/nieuw/",
        policy_terms.add,
        name="policy_term_add",
    ),
    path("uitgangspunten/<int:pk>/", policy_terms.term, name="policy_term"),
    path("taakbeleid-inlezen/<int:pk>/", policy.policy_import, name="policy_import"),
    path("taakbeleid-inlezen/<int:pk>/verwerken/", policy.policy_confirm, name="policy_confirm"),
    path("onderdelen/<int:pk>/", policy.policy_item, name="policy_item"),
    path("onderdelen/<int:pk>/weghalen/", policy.policy_item_remove, name="policy_item_remove"),
    path("trajecten/<int:pk>/checklists/", checklists.checklists, name="checklists"),
    path("checklistpunten/<int:pk>/", checklists.checklist_item, name="checklist_item"),
    path(
        "checklistpunten/<int:pk>/vinkje-weg/", checklists.checklist_clear, name="checklist_clear"
    ),
    path("trajecten/<int:pk>/communicatie/", communication.communication, name="communication"),
    path(
        "trajecten/<int:pk>/communicatie/nieuw/",
        communication.communication_add,
        name="communication_add",
    ),
    path(
        "trajecten/<int:pk>/communicatie/klaarzetten/",
        sending.communication_ready,
        name="communication_ready",
    ),
    path(
        "trajecten/<int:pk>/communicatie/adressen/", sending.constituencies, name="constituencies"
    ),
    path(
        "trajecten/<int:pk>/communicatie/pdf/",
        sending.communication_paper,
        name="communication_paper",
    ),
    path("geledingen/<int:pk>/weghalen/", sending.constituency_remove, name="constituency_remove"),
    path("berichten/<int:pk>/", communication.communication_item, name="communication_item"),
    path(
        "berichten/<int:pk>/wijzigen/", communication.communication_edit, name="communication_edit"
    ),
    path(
        "berichten/<int:pk>/voorbeeld/",
        sending.communication_example,
        name="communication_example",
    ),
    path(
        "berichten/<int:pk>/klaarzetten/",
        sending.communication_approve,
        name="communication_approve",
    ),
    path("berichten/<int:pk>/stoppen/", sending.communication_stop, name="communication_stop"),
    path("berichten/<int:pk>/gedaan/", sending.communication_done, name="communication_done"),
    path(
        "berichten/<int:pk>/heropenen/", sending.communication_reopen, name="communication_reopen"
    ),
    path("berichten/<int:pk>/opnieuw/", sending.communication_resend, name="communication_resend"),
    path(
        "berichten/<int:pk>/printen/<slug:kind>/",
        sending.communication_print,
        name="communication_print",
    ),
]
