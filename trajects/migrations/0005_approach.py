"""The approach and the go or no-go; what the traject said beforehand moves into its parts."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# The parts as they were when this was written; later ones come with a new version.
PARTS = [
    ("objectives", "Doel en grenzen van het project"),
    ("phasing", "Fasen en planning"),
    ("year_plan", "Plaats in het jaarplan"),
    ("merging", "Hoe en door wie de opbrengsten worden gebundeld"),
    ("verdict", "Van opbrengsten naar een oordeel"),
    ("who_decides", "Wie beslist wat"),
    ("recording", "Hoe wij vastleggen"),
    ("feedback", "Terugkoppeling"),
    ("evaluation_goal", "Doel van de evaluatie"),
    ("privacy", "Privacy en het gebruik van Taakdialoog"),
    ("other", "Andere afspraken"),
]
# Part, the text and the day of it in the traject.
MOVED = [
    ("year_plan", "", "in_year_plan_on"),
    ("recording", "recording_agreement", "recording_agreed_on"),
    ("evaluation_goal", "evaluation_goal", "evaluation_goal_on"),
]


def into_the_approach(apps, schema_editor):
    """Each traject gets a first version in draft, with what it had agreed."""
    Approach = apps.get_model("trajects", "Approach")
    Section = apps.get_model("trajects", "ApproachSection")
    for traject in apps.get_model("trajects", "Traject").objects.all():
        approach = Approach.objects.create(traject=traject)
        rows = {
            key: Section(
                approach=approach,
                key=key,
                title=title,
                position=position,
                is_required=key != "other",
            )
            for position, (key, title) in enumerate(PARTS)
        }
        for key, text, day in MOVED:
            rows[key].text = getattr(traject, text) if text else ""
            rows[key].agreed_on = getattr(traject, day)
        Section.objects.bulk_create(rows.values())


def back_into_the_traject(apps, schema_editor):
    """What the newest version that was not withdrawn says goes back into the traject."""
    Traject = apps.get_model("trajects", "Traject")
    Approach = apps.get_model("trajects", "Approach")
    for approach in Approach.objects.exclude(status="withdrawn").order_by("edition"):
        parts = {part.key: part for part in approach.sections.all()}
        fields = {}
        for key, text, day in MOVED:
            if part := parts.get(key):
                fields |= {day: part.agreed_on} | ({text: part.text} if text else {})
        if fields:
            Traject.objects.filter(pk=approach.traject_id).update(**fields)


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('trajects', '0004_people_and_support'),
    ]

    operations = [
        migrations.CreateModel(
            name='Approach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('edition', models.PositiveSmallIntegerField(default=1, verbose_name='versie van de aanpak')),
                ('status', models.CharField(choices=[('draft', 'concept'), ('submitted', 'voorgelegd'), ('signed', 'ondertekend'), ('superseded', 'vervangen'), ('withdrawn', 'ingetrokken')], default='draft', max_length=10)),
                ('input_kickoff', models.CharField(choices=[('explore', 'oriënteren'), ('advise', 'adviseren'), ('decide', 'beslissen')], default='explore', max_length=8, verbose_name='op de startbijeenkomst')),
                ('input_sessions', models.CharField(choices=[('explore', 'oriënteren'), ('advise', 'adviseren'), ('decide', 'beslissen')], default='advise', max_length=8, verbose_name='in de dialoogsessies')),
                ('input_survey', models.CharField(choices=[('explore', 'oriënteren'), ('advise', 'adviseren'), ('decide', 'beslissen')], default='explore', max_length=8, verbose_name='in een vragenlijst')),
                ('feedback_days', models.PositiveSmallIntegerField(default=5, verbose_name='terugkoppeling na een sessie')),
                ('changed_at', models.DateTimeField(editable=False, null=True)),
                ('content', models.JSONField(default=dict, editable=False, verbose_name='bevroren tekst')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('signed_at', models.DateTimeField(editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                ('withdraw_reason', models.TextField(blank=True, editable=False, verbose_name='reden van intrekken')),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='trajects.approach')),
                ('submitted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('traject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='approaches', to='trajects.traject')),
            ],
            options={
                'verbose_name': 'aanpak',
                'verbose_name_plural': 'versies van de aanpak',
                'ordering': ['edition'],
            },
        ),
        migrations.CreateModel(
            name='ApproachKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('side', models.CharField(choices=[('leadership', 'schoolleiding'), ('pmr', 'pmr')], max_length=12, verbose_name='namens')),
                ('answer', models.CharField(choices=[('signed', 'ondertekend'), ('refused', 'niet ondertekend')], max_length=8)),
                ('reason', models.TextField(blank=True, verbose_name='reden')),
                ('name', models.CharField(max_length=150, verbose_name='naam')),
                ('capacity', models.CharField(max_length=80, verbose_name='hoedanigheid')),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('approach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='trajects.approach')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sleutel',
                'verbose_name_plural': 'sleutels',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ApproachSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('key', models.SlugField(max_length=40)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('title', models.CharField(max_length=120, verbose_name='onderdeel')),
                ('text', models.TextField(blank=True, max_length=8000, verbose_name='tekst')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='afgesproken op')),
                ('is_required', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField(editable=False, null=True)),
                ('approach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='trajects.approach')),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'onderdeel van de aanpak',
                'verbose_name_plural': 'onderdelen van de aanpak',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StartPosition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('leadership', 'schoolleiding'), ('board', 'bestuur (bevoegd gezag)'), ('representation', 'medezeggenschap')], max_length=16, verbose_name='partij')),
                ('signals', models.TextField(max_length=4000, verbose_name='Welke signalen van werkdruk zijn er?')),
                ('time', models.TextField(max_length=4000, verbose_name='Is er nu tijd?')),
                ('expectations', models.TextField(max_length=4000, verbose_name='Wat verwachten wij ervan?')),
                ('stance', models.CharField(choices=[('go', 'go'), ('not_yet', 'nog niet'), ('no_go', 'no-go')], max_length=8, verbose_name='standpunt')),
                ('reason', models.TextField(blank=True, max_length=4000, verbose_name='reden')),
                ('by_name', models.CharField(editable=False, max_length=150, verbose_name='naam')),
                ('capacity', models.CharField(editable=False, max_length=80, verbose_name='hoedanigheid')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('traject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='start_positions', to='trajects.traject')),
            ],
            options={
                'verbose_name': 'standpunt over de start',
                'verbose_name_plural': 'standpunten over de start',
                'ordering': ['-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='approach',
            constraint=models.UniqueConstraint(fields=('traject', 'edition'), name='approach_edition_once'),
        ),
        migrations.AddConstraint(
            model_name='approach',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'submitted'])), fields=('traject',), name='approach_one_being_made'),
        ),
        migrations.AddConstraint(
            model_name='approach',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'signed')), fields=('traject',), name='approach_one_in_force'),
        ),
        migrations.AddConstraint(
            model_name='approach',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'withdrawn']), models.Q(('submitted_at__isnull', False), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='approach_put_forward_has_moment_and_hash'),
        ),
        migrations.AddConstraint(
            model_name='approach',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['signed', 'superseded']), _negated=True), ('signed_at__isnull', False), _connector='OR'), name='approach_signed_has_moment'),
        ),
        migrations.AddConstraint(
            model_name='approach',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('withdraw_reason', ''), _negated=True), _connector='OR'), name='approach_withdrawn_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='approachkey',
            constraint=models.UniqueConstraint(fields=('approach', 'side'), name='approach_key_per_side'),
        ),
        migrations.AddConstraint(
            model_name='approachkey',
            constraint=models.UniqueConstraint(fields=('approach', 'user'), name='approach_key_per_person'),
        ),
        migrations.AddConstraint(
            model_name='approachkey',
            constraint=models.CheckConstraint(condition=models.Q(('answer', 'signed'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='approach_key_refused_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='approachsection',
            constraint=models.UniqueConstraint(fields=('approach', 'key'), name='approach_section_once'),
        ),
        migrations.AddConstraint(
            model_name='startposition',
            constraint=models.CheckConstraint(condition=models.Q(('stance', 'go'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='start_position_with_reason'),
        ),
        migrations.RunPython(into_the_approach, back_into_the_traject),
        migrations.RemoveField(model_name='traject', name='evaluation_goal'),
        migrations.RemoveField(model_name='traject', name='evaluation_goal_on'),
        migrations.RemoveField(model_name='traject', name='in_year_plan_on'),
        migrations.RemoveField(model_name='traject', name='recording_agreed_on'),
        migrations.RemoveField(model_name='traject', name='recording_agreement'),
    ]
