from django.urls import path

from trajects.views import (
    approach,
    bulk,
    checklists,
    communication,
    feed,
    go_no_go,
    kick_off,
    kick_off_inviting,
    kick_off_parts,
    library,
    moving,
    policy,
    policy_terms,
    policy_versions,
    run_sheet,
    run_sheet_calendar,
    run_sheet_item,
    sending,
    team,
    themes,
    undo,
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
        run_sheet_calendar.timeline,
        name="run_sheet_timeline",
    ),
    path("trajecten/<int:pk>/draaiboek/week/", run_sheet_calendar.week, name="run_sheet_week"),
    path("trajecten/<int:pk>/draaiboek/maand/", run_sheet_calendar.month, name="run_sheet_month"),
    path("trajecten/<int:pk>/draaiboek/nieuw/", run_sheet_item.add, name="run_sheet_add"),
    path("trajecten/<int:pk>/draaiboek/samen-wijzigen/", bulk.bulk, name="run_sheet_bulk"),
    path("trajecten/<int:pk>/draaiboek/verschuiven/", moving.shift, name="run_sheet_shift"),
    path("trajecten/<int:pk>/draaiboek/opnieuw-plannen/", moving.replan, name="replan"),
    path("trajecten/<int:pk>/draaiboek/wijzigingen/", undo.changes, name="run_sheet_changes"),
    path("draaiboek-wijzigingen/<int:pk>/ongedaan-maken/", undo.undo, name="run_sheet_undo"),
    path("trajecten/<int:pk>/draaiboek/pdf/", run_sheet.paper, name="run_sheet_paper"),
    path("draaiboek/<int:pk>/", run_sheet_item.item, name="run_sheet_item"),
    path("draaiboek/<int:pk>/wijzigen/", run_sheet_item.edit, name="run_sheet_edit"),
    path("draaiboek/<int:pk>/status/", run_sheet_item.status, name="run_sheet_status"),
    path("draaiboek/<int:pk>/overslaan/", run_sheet_item.skip, name="run_sheet_skip"),
    path("draaiboek/<int:pk>/weghalen/", run_sheet_item.remove, name="run_sheet_remove"),
    path("agenda/", feed.feed, name="feed"),
    path("agenda/vernieuwen/", feed.renew, name="feed_renew"),
    path("agenda/<str:token>.ics", feed.feed_file, name="feed_file"),
    path("trajecten/<int:pk>/", workspace.traject, name="traject"),
    path("trajecten/<int:pk>/afspraken/", workspace.settings, name="settings"),
    path("trajecten/<int:pk>/aanpak/", approach.approach, name="approach"),
    path("trajecten/<int:pk>/aanpak/beginnen/", approach.approach_begin, name="approach_begin"),
    path("trajecten/<int:pk>/aanpak/go-of-no-go/", go_no_go.go_no_go, name="go_no_go"),
    path(
        "trajecten/<int:pk>/aanpak/go-of-no-go/<slug:party>/",
        go_no_go.go_no_go_position,
        name="go_no_go_position",
    ),
    path("aanpak/<int:pk>/", approach.approach_version, name="approach_version"),
    path("aanpak/<int:pk>/keuzes/", approach.approach_choices, name="approach_choices"),
    path(
        "aanpak/<int:pk>/voorleggen/", approach.approach_put_forward, name="approach_put_forward"
    ),
    path("aanpak/<int:pk>/intrekken/", approach.approach_withdraw, name="approach_withdraw"),
    path("aanpak/<int:pk>/vergelijken/", approach.approach_compare, name="approach_compare"),
    path("aanpak/<int:pk>/tekst.json", approach.approach_content, name="approach_content"),
    path("aanpak/<int:pk>/pdf/", approach.approach_paper, name="approach_paper"),
    path(
        "aanpak/<int:pk>/ondertekenen/<slug:side>/", approach.approach_sign, name="approach_sign"
    ),
    path(
        "aanpak/<int:pk>/niet-ondertekenen/<slug:side>/",
        approach.approach_refuse,
        name="approach_refuse",
    ),
    path("aanpak-onderdelen/<int:pk>/", approach.approach_section, name="approach_section"),
    path(
        "aanpak-onderdelen/<int:pk>/overnemen/",
        approach.approach_section_keep,
        name="approach_section_keep",
    ),
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
    path("trajecten/<int:pk>/startbijeenkomst/", kick_off.kickoff, name="kickoff"),
    path(
        "trajecten/<int:pk>/startbijeenkomst/vorm/", kick_off.kickoff_start, name="kickoff_start"
    ),
    path("trajecten/<int:pk>/startbijeenkomst/opzet/", kick_off.kickoff_edit, name="kickoff_edit"),
    path("trajecten/<int:pk>/startbijeenkomst/stap/", kick_off.kickoff_step, name="kickoff_step"),
    path(
        "trajecten/<int:pk>/startbijeenkomst/programma/",
        kick_off.kickoff_programme,
        name="kickoff_programme",
    ),
    path("trajecten/<int:pk>/startbijeenkomst/pdf/", kick_off.kickoff_paper, name="kickoff_paper"),
    path(
        "trajecten/<int:pk>/startbijeenkomst/onderdeel/",
        kick_off_parts.kickoff_part_add,
        name="kickoff_part_add",
    ),
    path(
        "startbijeenkomst/onderdelen/<int:pk>/", kick_off_parts.kickoff_part, name="kickoff_part"
    ),
    path(
        "startbijeenkomst/onderdelen/<int:pk>/verplaatsen/",
        kick_off_parts.kickoff_part_move,
        name="kickoff_part_move",
    ),
    path(
        "startbijeenkomst/onderdelen/<int:pk>/weghalen/",
        kick_off_parts.kickoff_part_remove,
        name="kickoff_part_remove",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/materiaal/",
        kick_off_parts.kickoff_material_add,
        name="kickoff_material_add",
    ),
    path(
        "startbijeenkomst/materiaal/<int:pk>/",
        kick_off_parts.kickoff_material,
        name="kickoff_material",
    ),
    path(
        "startbijeenkomst/materiaal/<int:pk>/klaar/",
        kick_off_parts.kickoff_material_ready,
        name="kickoff_material_ready",
    ),
    path(
        "startbijeenkomst/materiaal/<int:pk>/weghalen/",
        kick_off_parts.kickoff_material_remove,
        name="kickoff_material_remove",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/opbrengst/",
        kick_off_parts.kickoff_yield_add,
        name="kickoff_yield_add",
    ),
    path(
        "startbijeenkomst/opbrengst/<int:pk>/", kick_off_parts.kickoff_yield, name="kickoff_yield"
    ),
    path(
        "startbijeenkomst/opbrengst/<int:pk>/weghalen/",
        kick_off_parts.kickoff_yield_remove,
        name="kickoff_yield_remove",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/uitnodiging/",
        kick_off_inviting.kickoff_invitation,
        name="kickoff_invitation",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/uitnodigen/",
        kick_off_inviting.kickoff_invite,
        name="kickoff_invite",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/melden/",
        kick_off_inviting.kickoff_tell,
        name="kickoff_tell",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/afzeggen/",
        kick_off_inviting.kickoff_cancel,
        name="kickoff_cancel",
    ),
    path(
        "trajecten/<int:pk>/startbijeenkomst/gehouden/",
        kick_off_inviting.kickoff_hold,
        name="kickoff_hold",
    ),
    path("trajecten/<int:pk>/checklists/", checklists.checklists, name="checklists"),
    path("trajecten/<int:pk>/checklists/nieuw/", checklists.checklist_add, name="checklist_add"),
    path("trajecten/<int:pk>/checklists/pdf/", checklists.checklist_paper, name="checklist_paper"),
    path("checklistpunten/<int:pk>/tekst/", checklists.checklist_own, name="checklist_own"),
    path(
        "checklistpunten/<int:pk>/verplaatsen/",
        checklists.checklist_move,
        name="checklist_move",
    ),
    path(
        "checklistpunten/<int:pk>/weghalen/",
        checklists.checklist_remove,
        name="checklist_remove",
    ),
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
