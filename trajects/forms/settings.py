"""What a traject is called."""

from people.models import User
from trajects.forms.versioned import VersionedForm
from trajects.models import Traject


class TrajectForm(VersionedForm):
    """The title only: what is agreed stands in the approach, the days in the draaiboek."""

    button = "Titel opslaan"

    class Meta:
        model = Traject
        fields = ["title"]
        help_texts = {"title": "Zo heet het traject voor iedereen op school."}

    def change(self, *, by: User) -> None:
        self.instance.change(by=by, version=self.version_seen, **self.texts)
