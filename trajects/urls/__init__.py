from trajects.urls import (
    approach,
    checklists,
    kick_off,
    library,
    messages,
    people,
    policy,
    run_sheet,
    starting,
    themes,
    workspace,
)

app_name = "trajects"

urlpatterns = [
    *starting.urlpatterns,
    *approach.urlpatterns,
    *checklists.urlpatterns,
    *kick_off.urlpatterns,
    *library.urlpatterns,
    *messages.urlpatterns,
    *people.urlpatterns,
    *policy.urlpatterns,
    *run_sheet.urlpatterns,
    *themes.urlpatterns,
    *workspace.urlpatterns,
]
