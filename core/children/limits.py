"""What a child may use; it sets this itself before it reads anything."""

import resource

MEGABYTE = 1024 * 1024


def limit(*, megabytes: int, seconds: int) -> None:
    """At most so much memory and so much processor time; nothing can raise it again."""
    memory = megabytes * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
