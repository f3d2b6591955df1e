"""Every deed the product remembers, in one list; the label completes "Anna de Wit …"."""

from django.db.models import TextChoices


class Verb(TextChoices):
    """What happened: the index of the product. Labels are past tense and follow a name."""

    # core
    DOCUMENT_MADE = "document_made", "maakte een document"
    MESSAGE_RESENT = "message_resent", "verstuurde een bericht opnieuw"
    MESSAGE_STOPPED = "message_stopped", "hield een bericht tegen"

    # people
    ACCOUNT_CLOSED = "account_closed", "sloot een account"
    ACCOUNT_OPENED = "account_opened", "opende een account"
    CALENDAR_CHANGED = "calendar_changed", "wijzigde de schoolkalender"
    CALENDAR_IMPORTED = "calendar_imported", "las de schoolkalender in"
    INVITATION_ACCEPTED = "invitation_accepted", "nam de uitnodiging aan"
    INVITATION_SENT = "invitation_sent", "nodigde een collega uit"
    INVITATION_WITHDRAWN = "invitation_withdrawn", "trok een uitnodiging in"
    PROFILE_CHANGED = "profile_changed", "wijzigde het eigen profiel"
    ROLE_GRANTED = "role_granted", "gaf een rol"
    ROLE_WITHDRAWN = "role_withdrawn", "trok een rol in"
    SCHOOL_CHANGED = "school_changed", "wijzigde de schoolgegevens"
    STAFF_CHANGED = "staff_changed", "wijzigde een medewerker"
    STAFF_IMPORTED = "staff_imported", "las de personeelslijst in"
    STAFF_IMPORT_UNDONE = "staff_import_undone", "draaide het inlezen van de personeelslijst terug"
    STAFF_LEFT = "staff_left", "meldde een medewerker uit dienst"

    # trajects
    ADVICE_OVERRULED = "advice_overruled", "week met een reden af van een advies"
    ANNOUNCEMENT_SENT = "announcement_sent", "informeerde de collega's"
    CHECKLIST_ITEM_CLEARED = "checklist_item_cleared", "haalde een vinkje weg"
    CHECKLIST_ITEM_TICKED = "checklist_item_ticked", "vinkte een punt af"
    COMMUNICATION_APPROVED = "communication_approved", "keurde een bericht goed"
    COMMUNICATION_CHANGED = "communication_changed", "wijzigde het communicatieplan"
    COMMUNICATION_DONE = "communication_done", "bracht een bericht over"
    COMMUNICATION_PLANNED = "communication_planned", "plande een bericht"
    COMMUNICATION_STOPPED = "communication_stopped", "hield een bericht van het plan tegen"
    FEED_RENEWED = "feed_renewed", "vernieuwde de agendalink"
    PHASE_BEGUN = "phase_begun", "begon een fase"
    PHASE_COMPLETED = "phase_completed", "rondde een fase af"
    POLICY_CHANGED = "policy_changed", "wijzigde het taakbeleid"
    POLICY_IMPORTED = "policy_imported", "las het taakbeleid in"
    POLICY_ITEM_REMOVED = "policy_item_removed", "haalde een onderdeel uit het taakbeleid"
    POLICY_VERSION_BEGUN = "policy_version_begun", "begon een nieuwe versie van het taakbeleid"
    REMINDER_PLANNED = "reminder_planned", "plande een herinnering"
    RUN_SHEET_ITEM_ADDED = "run_sheet_item_added", "voegde een regel toe aan het draaiboek"
    RUN_SHEET_ITEM_CHANGED = "run_sheet_item_changed", "wijzigde een regel in het draaiboek"
    RUN_SHEET_ITEM_DONE = "run_sheet_item_done", "rondde een regel van het draaiboek af"
    RUN_SHEET_ITEM_MOVED = "run_sheet_item_moved", "verplaatste een regel in het draaiboek"
    RUN_SHEET_ITEM_REMOVED = "run_sheet_item_removed", "haalde een regel uit het draaiboek"
    RUN_SHEET_ITEM_REOPENED = "run_sheet_item_reopened", "opende een afgeronde regel weer"
    RUN_SHEET_REPLANNED = "run_sheet_replanned", "plande het draaiboek opnieuw"
    SEAT_AGREED = "seat_agreed", "legde afspraken over een plaats vast"
    SEAT_FILLED = "seat_filled", "gaf iemand een plaats in het traject"
    SEAT_RELEASED = "seat_released", "maakte een plaats in het traject vrij"
    THEME_ADDED = "theme_added", "voegde een thema toe"
    THEME_CHANGED = "theme_changed", "wijzigde een thema"
    THEME_REMOVED = "theme_removed", "haalde een thema weg"
    TRAJECT_CHANGED = "traject_changed", "wijzigde het traject"
    TRAJECT_CLOSED = "traject_closed", "sloot het traject af"
    TRAJECT_STARTED = "traject_started", "startte het traject"

    # dialogues
    AGREEMENT_DONE = "agreement_done", "kwam een afspraak na"
    AGREEMENT_MADE = "agreement_made", "legde een afspraak vast"
    ANSWER_GIVEN = "answer_given", "reageerde op de uitnodiging"
    ATTENDANCE_RECORDED = "attendance_recorded", "legde vast hoeveel collega's er waren"
    MINUTES_FINAL = "minutes_final", "stelde het verslag vast"
    MINUTES_OPENED = "minutes_opened", "legde het verslag voor ter controle"
    MINUTES_SAVED = "minutes_saved", "bewaarde het verslag"
    OUTCOME_CHANGED = "outcome_changed", "wijzigde een opbrengst"
    OUTCOME_CONFIRMED = "outcome_confirmed", "bevestigde een opbrengst"
    OUTCOME_DISPUTED = "outcome_disputed", "herkende een opbrengst niet"
    OUTCOME_FROZEN = "outcome_frozen", "legde de opbrengsten definitief vast"
    OUTCOME_RECORDED = "outcome_recorded", "legde een opbrengst vast"
    OUTCOME_REPLACED = "outcome_replaced", "verving een opbrengst met een reden"
    RECORDING_AGREED = "recording_agreed", "sprak af hoe we vastleggen"
    SESSION_CANCELLED = "session_cancelled", "blies een dialoogsessie af"
    SESSION_CHANGED = "session_changed", "wijzigde een dialoogsessie"
    SESSION_CLOSED = "session_closed", "sloot een dialoogsessie"
    SESSION_INVITED = "session_invited", "nodigde collega's uit voor een dialoogsessie"
    SESSION_OPENED = "session_opened", "opende een dialoogsessie"
    SESSION_PLANNED = "session_planned", "plande een dialoogsessie"
    TABLES_COMPOSED = "tables_composed", "deelde de tafels in"
    TABLE_CHANGED = "table_changed", "wijzigde een tafel"
    TABLE_CLOSED = "table_closed", "sloot een tafel"

    # evaluations
    ADVICE_RECORDED = "advice_recorded", "legde de zienswijze van de pmr vast"
    CONCLUSION_CHANGED = "conclusion_changed", "wijzigde een conclusie"
    CONCLUSION_DRAWN = "conclusion_drawn", "trok een conclusie"
    CONCLUSION_FINAL = "conclusion_final", "maakte een conclusie definitief"
    CONSENT_GRANTED = "consent_granted", "legde vast dat de pmr instemt"
    CONSENT_WITHHELD = "consent_withheld", "legde vast dat de pmr niet instemt"
    CONSULTATION_RECORDED = "consultation_recorded", "legde de uitslag van de raadpleging vast"
    DECISION_COMMUNICATED = "decision_communicated", "maakte het besluit bekend"
    DECISION_DRAFTED = "decision_drafted", "schreef een concept van het besluit"
    DECISION_FROZEN = "decision_frozen", "zette het besluit vast"
    DECISION_RECORDED = "decision_recorded", "nam het besluit"
    DISPUTE_ANNOUNCED = "dispute_announced", "kondigde een geschil aan"
    DISPUTE_FILED = "dispute_filed", "legde het geschil voor aan de LCG WMS"
    FINDING_RECORDED = "finding_recorded", "legde een bevinding vast"
    LESSON_RECORDED = "lesson_recorded", "legde een les vast"
    OUTCOME_ANSWERED = "outcome_answered", "gaf antwoord op een opbrengst"
    OUTCOME_PARKED = "outcome_parked", "parkeerde een opbrengst"
    PROPOSAL_CHANGED = "proposal_changed", "wijzigde het voorstel"
    PROPOSAL_DRAFTED = "proposal_drafted", "begon een voorstel"
    PROPOSAL_EXTENDED = "proposal_extended", "verlengde de termijn"
    PROPOSAL_INFO_REQUESTED = "proposal_info_requested", "vroeg aanvullende informatie"
    PROPOSAL_LAPSED = "proposal_lapsed", "stelde vast dat het voorstel vervallen is"
    PROPOSAL_OFFERED = "proposal_offered", "bood het voorstel aan"
    PROPOSAL_RENEWED = "proposal_renewed", "maakte een nieuwe versie van het voorstel"
    PROPOSAL_RESUMED = "proposal_resumed", "hervatte de behandeling van het voorstel"
    PROPOSAL_REVIEWED = "proposal_reviewed", "nam het voorstel in behandeling"
    PROPOSAL_TERM_PASSED = "proposal_term_passed", "zag de termijn verstrijken"
    PROPOSAL_WITHDRAWN = "proposal_withdrawn", "trok het voorstel in"
    QUESTION_ANSWERED = "question_answered", "beantwoordde een vraag"
    QUESTION_ASKED = "question_asked", "stelde een vraag"
    RULED_AGAINST = "ruled_against", "legde een uitspraak tegen het bevoegd gezag vast"
    RULED_FOR = "ruled_for", "legde een uitspraak voor het bevoegd gezag vast"
    SILENCE_TREATED_AS_WITHHELD = (
        "silence_treated_as_withheld",
        "vatte het uitblijven van een antwoord op als geen instemming",
    )
    SYSTEM_CHANGE_OVERRIDDEN = (
        "system_change_overridden",
        "week met een reden af van de systeemtoets",
    )
    SYSTEM_CHANGE_TESTED = "system_change_tested", "deed de systeemtoets"


def verb_choices() -> list[tuple[str, str]]:
    """The list as a function, so that a new verb needs no migration."""
    return list(Verb.choices)
