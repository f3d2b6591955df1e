from core.views.documents import document, download
from core.views.errors import bad_request, csrf_failure, forbidden, not_found, server_error
from core.views.health import csp_report, livez, readyz
from core.views.post import outbox, resend_message, stop_message, unsubscribe
from core.views.rows import rows_confirm, rows_export, rows_import, rows_undo, rows_upload

__all__ = [
    "bad_request",
    "csp_report",
    "csrf_failure",
    "document",
    "download",
    "forbidden",
    "livez",
    "not_found",
    "outbox",
    "readyz",
    "resend_message",
    "rows_confirm",
    "rows_export",
    "rows_import",
    "rows_undo",
    "rows_upload",
    "server_error",
    "stop_message",
    "unsubscribe",
]
