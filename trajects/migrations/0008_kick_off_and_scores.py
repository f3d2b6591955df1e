import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("people", "0001_initial"),
        ("trajects", "0007_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="checklistitem",
            name="declared",
            field=models.CharField(
                choices=[
                    ("true", "dit is waar"),
                    ("not_applicable", "dit past niet bij onze school"),
                ],
                default="true",
                max_length=14,
                verbose_name="wat stelt u vast",
            ),
        ),
        migrations.AddField(
            model_name="checklistitem",
            name="is_own",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="van de school zelf"
            ),
        ),
        migrations.CreateModel(
            name="KickoffMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versie"),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("limited", "kort begin"), ("wide", "brede studiemiddag")],
                        max_length=8,
                        verbose_name="vorm",
                    ),
                ),
                ("purpose", models.TextField(blank=True, verbose_name="doel van de bijeenkomst")),
                (
                    "host",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="wie leidt de bijeenkomst"
                    ),
                ),
                ("begins_at", models.TimeField(blank=True, null=True, verbose_name="begint om")),
                (
                    "baseline",
                    models.CharField(
                        choices=[
                            ("not_here", "niet tijdens de startbijeenkomst"),
                            ("digital", "tijdens de startbijeenkomst, op telefoon of laptop"),
                            ("paper", "tijdens de startbijeenkomst, op papier"),
                        ],
                        default="not_here",
                        max_length=8,
                        verbose_name="voormeting",
                    ),
                ),
                (
                    "instrument",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("workload", "werkdruk: tempo, hoeveelheid en extra inspanning"),
                            ("energy", "wat geeft energie en wat kost energie"),
                            ("scan", "scan: hoe dringend is het in het team"),
                            ("latitude", "meetlat: hoeveel professionele ruimte is er"),
                        ],
                        max_length=8,
                        verbose_name="welke vragenlijst",
                    ),
                ),
                ("audience", models.JSONField(blank=True, default=list, verbose_name="voor wie")),
                (
                    "subject",
                    models.CharField(blank=True, max_length=150, verbose_name="onderwerp"),
                ),
                ("invitation", models.TextField(blank=True, verbose_name="uitnodiging")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("concept", "concept"),
                            ("ready", "klaar"),
                            ("held", "gehouden"),
                            ("finished", "nazorg klaar"),
                            ("cancelled", "gaat niet door"),
                        ],
                        default="concept",
                        max_length=10,
                    ),
                ),
                ("invited_at", models.DateTimeField(editable=False, null=True)),
                ("told_from", models.DateTimeField(editable=False, null=True)),
                ("told_until", models.DateTimeField(editable=False, null=True)),
                ("told_place", models.CharField(blank=True, editable=False, max_length=120)),
                ("calendar_sequence", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "cancel_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="reden"
                    ),
                ),
                (
                    "held_on",
                    models.DateField(editable=False, null=True, verbose_name="gehouden op"),
                ),
                ("source", models.CharField(blank=True, editable=False, max_length=120)),
                (
                    "invited",
                    models.ManyToManyField(
                        editable=False, related_name="+", to="people.staffmember"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "traject",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kickoff",
                        to="trajects.traject",
                    ),
                ),
            ],
            options={
                "verbose_name": "startbijeenkomst",
                "verbose_name_plural": "startbijeenkomsten",
            },
        ),
        migrations.CreateModel(
            name="KickoffMaterial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versie"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "title",
                    models.CharField(max_length=120, verbose_name="wat moet er klaarliggen"),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="waar te vinden, of wie zorgt ervoor",
                    ),
                ),
                ("is_ready", models.BooleanField(default=False, verbose_name="ligt klaar")),
                (
                    "library_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="trajects.libraryitem",
                        verbose_name="stuk uit de bibliotheek",
                    ),
                ),
                (
                    "kickoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="trajects.kickoffmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "materiaal voor de startbijeenkomst",
                "verbose_name_plural": "materiaal voor de startbijeenkomst",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="KickoffPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versie"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minuten")),
                ("title", models.CharField(max_length=120, verbose_name="wat")),
                ("about", models.TextField(blank=True, verbose_name="waarover")),
                ("who", models.CharField(blank=True, max_length=120, verbose_name="wie")),
                ("needs", models.CharField(blank=True, max_length=200, verbose_name="materiaal")),
                ("for_host", models.TextField(blank=True, verbose_name="voor de gespreksleider")),
                (
                    "kickoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="trajects.kickoffmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "onderdeel van de startbijeenkomst",
                "verbose_name_plural": "onderdelen van de startbijeenkomst",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="KickoffPresence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(max_length=20, verbose_name="groep")),
                ("label", models.CharField(max_length=60, verbose_name="groep in woorden")),
                ("present", models.PositiveSmallIntegerField(verbose_name="aanwezig")),
                ("employed", models.PositiveSmallIntegerField(verbose_name="in dienst")),
                (
                    "kickoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presence",
                        to="trajects.kickoffmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "aanwezigheid bij de startbijeenkomst",
                "verbose_name_plural": "aanwezigheid bij de startbijeenkomst",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="KickoffYield",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versie"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("question", "vraag"),
                            ("concern", "zorg"),
                            ("suggestion", "suggestie"),
                            ("agreement", "afspraak"),
                        ],
                        default="question",
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                ("text", models.TextField(verbose_name="wat werd er gezegd")),
                (
                    "ending",
                    models.CharField(
                        choices=[
                            ("open", "nog open"),
                            ("answered", "beantwoord"),
                            ("to_theme", "naar een thema aan tafel"),
                            ("to_run_sheet", "naar het draaiboek"),
                            ("parked", "bewaard tot een datum"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="wat doen wij ermee",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="antwoord of toelichting")),
                (
                    "parked_until",
                    models.DateField(blank=True, null=True, verbose_name="bewaard tot"),
                ),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kickoff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="yields",
                        to="trajects.kickoffmeeting",
                    ),
                ),
                (
                    "run_sheet_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="trajects.runsheetitem",
                        verbose_name="regel in het draaiboek",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="trajects.theme",
                        verbose_name="thema",
                    ),
                ),
            ],
            options={
                "verbose_name": "opbrengst van de startbijeenkomst",
                "verbose_name_plural": "opbrengsten van de startbijeenkomst",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ScoreRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versie"),
                ),
                ("label", models.CharField(max_length=60, verbose_name="naam van de ronde")),
                ("day", models.DateField(verbose_name="dag")),
                (
                    "manner",
                    models.CharField(
                        choices=[("each", "ieder apart"), ("joint", "samen één score")],
                        max_length=5,
                        verbose_name="hoe scoort u",
                    ),
                ),
                ("minimum", models.PositiveSmallIntegerField(default=5, editable=False)),
                ("factors", models.JSONField(default=list, editable=False)),
                ("sealed", models.TextField(blank=True, default="", editable=False)),
                ("results", models.JSONField(default=dict, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("closed", "gesloten"),
                            ("void", "te weinig antwoorden om te tonen"),
                        ],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("closed_on", models.DateField(editable=False, null=True)),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="score_rounds",
                        to="trajects.traject",
                    ),
                ),
            ],
            options={
                "verbose_name": "ronde over succesfactoren",
                "verbose_name_plural": "rondes over succesfactoren",
                "ordering": ["day", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ScoreRoll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("has_taken_part", models.BooleanField(default=False)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roll",
                        to="trajects.scoreround",
                    ),
                ),
            ],
            options={
                "verbose_name": "deelname aan een ronde",
                "verbose_name_plural": "deelname aan rondes",
            },
        ),
        migrations.CreateModel(
            name="FactorNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="versie"),
                ),
                ("factor", models.CharField(max_length=40)),
                ("text", models.TextField(blank=True, verbose_name="wat doen we hieraan")),
                (
                    "run_sheet_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="trajects.runsheetitem",
                        verbose_name="regel in het draaiboek",
                    ),
                ),
                (
                    "traject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="factor_notes",
                        to="trajects.traject",
                    ),
                ),
            ],
            options={
                "verbose_name": "voornemen bij een succesfactor",
                "verbose_name_plural": "voornemens bij succesfactoren",
                "constraints": [
                    models.UniqueConstraint(fields=("traject", "factor"), name="factor_note_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="kickoffmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["held", "finished"]), _negated=True),
                    ("held_on__isnull", False),
                    _connector="OR",
                ),
                name="kickoff_held_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="kickoffmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("invited_at__isnull", True),
                    models.Q(("told_from__isnull", False), ("told_until__isnull", False)),
                    _connector="OR",
                ),
                name="kickoff_invited_has_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="kickoffpart",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes__gte", 1), ("minutes__lte", 480)),
                name="kickoff_part_1_to_480_minutes",
            ),
        ),
        migrations.AddConstraint(
            model_name="kickoffpresence",
            constraint=models.UniqueConstraint(
                fields=("kickoff", "group"), name="kickoff_presence_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="kickoffyield",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ending", "parked"), _negated=True),
                    ("parked_until__isnull", False),
                    _connector="OR",
                ),
                name="kickoff_yield_parked_has_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "open"),
                    models.Q(("closed_on__isnull", False), ("sealed", "")),
                    _connector="OR",
                ),
                name="score_round_ended_keeps_no_seal",
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreround",
            constraint=models.CheckConstraint(
                condition=models.Q(("minimum__gte", 5)), name="score_round_minimum_5"
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreroll",
            constraint=models.UniqueConstraint(fields=("round", "user"), name="score_roll_once"),
        ),
    ]
