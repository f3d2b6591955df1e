"""The draaiboek, and the calendar feed."""

from django.urls import path

from trajects.views import bulk, feed, moving, run_sheet, run_sheet_calendar, run_sheet_item, undo

urlpatterns = [
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
]
