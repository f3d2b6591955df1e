"""The least a signed-in Django page can be: what every other page is compared with."""

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.base import Template

PAGE = """<!doctype html><html lang="nl"><head><title>Bodem</title></head><body>
<h1>{{ user.email }}</h1><p>{{ count }} rechten</p><p>{{ filling }}</p></body></html>"""
LIST = """<!doctype html><html lang="nl"><head><title>Bodem</title></head><body><table>
{% for row in rows %}<tr><td>{{ row.pk }}</td><td>{{ row.name }}</td><td>{{ row.codename }}</td>
<td>{{ row.content_type_id }}</td></tr>{% endfor %}</table></body></html>"""
ROWS = 80
TEMPLATES: dict[str, Template] = {}


def compiled(source: str) -> Template:
    if source not in TEMPLATES:
        TEMPLATES[source] = engines["django"].from_string(source)
    return TEMPLATES[source]


def page(request: HttpRequest) -> HttpResponse:
    """Session, user and one more query; about 1 kB."""
    context = {"count": Permission.objects.count(), "filling": "x" * 850, "user": request.user}
    return HttpResponse(compiled(PAGE).render(context, request))


def rows(request: HttpRequest) -> HttpResponse:
    """Session, user and a list of eighty rows."""
    found = Permission.objects.order_by("pk")[:ROWS]
    return HttpResponse(compiled(LIST).render({"rows": found}, request))
