from core.models.document import Document
from core.models.event import Event, EventIsPermanent, record
from core.models.job import Job
from core.models.lease import LeaseLost
from core.models.message import Message, Optout
from core.models.row_import import RowImport

__all__ = [
    "Document",
    "Event",
    "EventIsPermanent",
    "Job",
    "LeaseLost",
    "Message",
    "Optout",
    "RowImport",
    "record",
]
