"""Files that people choose: looked at with care, kept under names of our own, sent out tame."""

from core.uploads.checking import SafeFile, UploadRefused, read_upload
from core.uploads.fields import SafeFileField
from core.uploads.keeping import as_attachment, forget_strays, kept
from core.uploads.kinds import KINDS, LARGEST
from core.uploads.names import clean_name

__all__ = [
    "KINDS",
    "LARGEST",
    "SafeFile",
    "SafeFileField",
    "UploadRefused",
    "as_attachment",
    "clean_name",
    "forget_strays",
    "kept",
    "read_upload",
]
