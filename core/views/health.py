import json
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from redis.exceptions import RedisError

logger = structlog.get_logger(__name__)

LONGEST_REPORT = 8_000


@login_not_required
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """The process can work: without the database not, without the cache only slower."""
    parts = {"database": _has_database(), "cache": _has_cache()}
    return JsonResponse(parts, status=200 if parts["database"] else 503)


def _has_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _has_cache() -> bool:
    try:
        cache.set("readyz", 1, timeout=5)
        return bool(cache.get("readyz"))
    except (RedisError, DatabaseError):
        return False


@csrf_exempt
@login_not_required
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """What a browser refused to load: which rule and from where, nothing about who."""
    if len(request.body) <= LONGEST_REPORT:
        logger.warning("csp_violation", **_summary(request.body))
    return HttpResponse(status=204)


def _summary(body: bytes) -> dict[str, str]:
    try:
        report: Any = json.loads(body)["csp-report"]
        directive, blocked = str(report["effective-directive"]), str(report["blocked-uri"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return {"directive": "onleesbaar"}
    return {"directive": directive[:60], "blocked": urlsplit(blocked[:200]).netloc}
