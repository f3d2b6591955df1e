"""Text that may not change any more: written down in one way, with one hash."""

import hashlib
import json
from typing import Any


def canonical(content: dict[str, Any]) -> bytes:
    """The content as JSON in UTF-8: keys sorted, no spaces, nothing escaped that need not be."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return written.encode()


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 of the canonical content, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content)).hexdigest()
