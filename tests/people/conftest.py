"""Files as schools hand them over, and a way to walk an import to its preview."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import StaffImport

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture
def uploaded():
    """An upload of one of the files in tests/data, or of given lines."""

    def make(name: str, content: str | bytes | None = None) -> SimpleUploadedFile:
        if content is None:
            content = (DATA / name).read_bytes()
        if isinstance(content, str):
            content = content.encode()
        return SimpleUploadedFile(name, content)

    return make


@pytest.fixture
def start_import(client, school, farid, uploaded):
    """Upload a list as the school admin; answers with the stored import."""

    def start(name: str, content: str | bytes | None = None) -> StaffImport:
        client.force_login(farid)
        url = reverse("people:staff_import", args=[school.pk])
        answer = client.post(url, {"file": uploaded(name, content)})
        assert answer.status_code == 302, answer.context["form"].errors
        return StaffImport.objects.latest("pk")

    return start


@pytest.fixture
def confirm(client):
    """Accept the guessed columns and confirm what the preview showed."""

    def walk(staff_import: StaffImport, **choices):
        columns = reverse("people:staff_import_columns", args=[staff_import.pk])
        form = client.get(columns).context["form"]
        data = {name: form[name].initial or "" for name in form.fields}
        assert client.post(columns, data).status_code == 302, data
        preview = client.get(reverse("people:staff_import_preview", args=[staff_import.pk]))
        url = reverse("people:staff_import_confirm", args=[staff_import.pk])
        fingerprint = preview.context["fingerprint"]
        answer = client.post(url, {"fingerprint": fingerprint, **choices})
        staff_import.refresh_from_db()
        return answer

    return walk
