import uuid

import django.db.models.deletion
from django.db import migrations, models


def a_key_for_each_draft(apps, schema_editor):
    """One default was written to all drafts; each needs a key of its own."""
    drafts = apps.get_model("trajects", "WizardDraft").objects
    for draft in drafts.all():
        drafts.filter(pk=draft.pk).update(key=uuid.uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ('trajects', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='runsheetitem',
            name='not_after',
            field=models.DateField(blank=True, null=True, verbose_name='niet later dan'),
        ),
        migrations.AddField(
            model_name='runsheetitem',
            name='not_before',
            field=models.DateField(blank=True, null=True, verbose_name='niet eerder dan'),
        ),
        migrations.AddField(
            model_name='runsheetitem',
            name='usual_days',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, help_text='Alleen zolang de duur door haast korter is dan gewoon.', null=True, verbose_name='gewone duur in schooldagen'),
        ),
        migrations.AddField(
            model_name='traject',
            name='like',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='trajects.traject', verbose_name='zoals de vorige keer'),
        ),
        migrations.AddField(
            model_name='traject',
            name='started_from',
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='wizarddraft',
            name='key',
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AddField(
            model_name='wizarddraft',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.RunPython(a_key_for_each_draft, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='runsheetitem',
            constraint=models.CheckConstraint(condition=models.Q(('not_after__gte', models.F('not_before'))), name='run_sheet_window_ends_after_start'),
        ),
    ]
