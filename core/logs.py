"""Log lines: JSON with ids and durations; no names, addresses, codes or what people typed."""

import re
from typing import Any

import structlog

ADDRESS = re.compile(r"[^\s@<>()\"']+@[^\s@<>()\"']+\.[^\s@<>()\"']+")
CODE = re.compile(r"(?<![\w.-])(?=[A-Za-z_:-]*\d)[A-Za-z0-9_:-]{20,}(?=\.ics\b|(?![\w.-]))")
QUERY = re.compile(r"\?\S*")
DETAIL = re.compile(r"DETAIL:.*", re.S)
ABOUT_PEOPLE = {"ip", "user_agent"}
OWN_IDS = {"request_id", "correlation_id", "parent_task_id", "task_id", "logger", "timestamp"}

Line = dict[str, Any]


def without_people(_logger: Any, _method: str, line: Line) -> Line:
    """The last step before a line is written: what could point to somebody is taken out."""
    for name in ABOUT_PEOPLE & line.keys():
        del line[name]
    for name, value in line.items():
        if isinstance(value, str) and name not in OWN_IDS:
            line[name] = masked(value)
    return line


def masked(text: str) -> str:
    text = DETAIL.sub("[gegevens]", ADDRESS.sub("[adres]", text))
    return CODE.sub("[code]", QUERY.sub("", text))


SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    without_people,
]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            "foreign_pre_chain": SHARED,
        }
    },
    "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["lines"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["lines"], "level": "WARNING", "propagate": False},
        # The sweep comes by every few seconds: only what goes wrong is worth a line.
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        # WeasyPrint and the font tools say a lot about every page.
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}


def configure() -> None:
    """Lines of structlog and of the standard library end in one format."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
