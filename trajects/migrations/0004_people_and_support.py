import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trajects', '0003_run_sheet'),
    ]

    operations = [
        migrations.CreateModel(
            name='TeamTraject',
            fields=[
            ],
            options={
                'verbose_name': 'traject van het projectteam',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('trajects.traject',),
        ),
        migrations.AddField(
            model_name='seat',
            name='succeeds',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='trajects.seat'),
        ),
        migrations.CreateModel(
            name='ReachCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='datum')),
                ('what', models.CharField(max_length=120, verbose_name='bij welke gelegenheid')),
                ('group', models.CharField(max_length=24, verbose_name='groep')),
                ('number', models.PositiveSmallIntegerField(verbose_name='hoeveel collega’s')),
                ('counted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('traject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reach_counts', to='trajects.traject')),
            ],
            options={
                'verbose_name': 'telling met de hand',
                'verbose_name_plural': 'tellingen met de hand',
                'ordering': ['-counted_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Stakeholder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='nummer')),
                ('name', models.CharField(max_length=120, verbose_name='naam')),
                ('is_group', models.BooleanField(default=False, verbose_name='dit is een groep')),
                ('kind', models.CharField(choices=[('team_leader', 'teamleider'), ('department', 'sectievoorzitter of sectie'), ('council', 'medezeggenschap'), ('employee', 'medewerker'), ('board', 'bestuur of schoolleiding'), ('families', 'ouders of leerlingen'), ('external', 'extern')], max_length=12, verbose_name='soort')),
                ('needs', models.TextField(blank=True, verbose_name='wat is voor haar of hem van belang')),
                ('staff_member', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='people.staffmember')),
                ('talks_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='stakeholders', to='trajects.seat', verbose_name='wie houdt contact')),
                ('traject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stakeholders', to='trajects.traject')),
            ],
            options={
                'verbose_name': 'sleutelfiguur',
                'verbose_name_plural': 'sleutelfiguren',
                'ordering': ['kind', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StakeholderContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='datum')),
                ('done', models.TextField(verbose_name='wat is er gedaan of afgesproken')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stakeholder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='trajects.stakeholder')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacten',
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DialogueSetup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('form', models.CharField(choices=[('one_agenda', 'één agenda: elke tafel bespreekt alle thema’s'), ('theme_per_table', 'meer tafels: elke tafel heeft een eigen thema')], max_length=16, verbose_name='vorm van het gesprek')),
                ('form_reason', models.TextField(blank=True, verbose_name='waarom deze vorm')),
                ('coach', models.CharField(choices=[('no', 'nee, we begeleiden het gesprek zelf'), ('yes', 'ja, bij het hele traject'), ('later', 'ja, op een bepaald moment')], max_length=5, verbose_name='begeleider van buiten nodig')),
                ('coach_when', models.CharField(blank=True, max_length=160, verbose_name='wanneer')),
                ('coach_reason', models.TextField(verbose_name='waarom wel of niet')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('traject', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='dialogue_setup', to='trajects.traject')),
            ],
            options={
                'verbose_name': 'opzet van het gesprek',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('coach', 'later'), _negated=True), models.Q(('coach_when', ''), _negated=True), _connector='OR'), name='dialogue_setup_later_says_when')],
            },
        ),
        migrations.CreateModel(
            name='ProgressEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(editable=False, verbose_name='nummer')),
                ('version', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='versie')),
                ('noted_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='datum')),
                ('went', models.TextField(verbose_name='wat er gebeurde')),
                ('adjusted', models.TextField(blank=True, verbose_name='wat we bijstelden')),
                ('reason', models.TextField(blank=True, verbose_name='waarom')),
                ('phase', models.CharField(blank=True, choices=[('planning', 'Planning en organisatie'), ('execution', 'Uitvoering'), ('evaluation', 'Monitoring en evaluatie')], max_length=12, verbose_name='fase')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('corrects', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='trajects.progressentry')),
                ('run_sheet_item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='progress_entries', to='trajects.runsheetitem', verbose_name='regel in het draaiboek')),
                ('traject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress_entries', to='trajects.traject')),
                ('written_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'notitie in het logboek',
                'verbose_name_plural': 'logboek',
                'ordering': ['-noted_on', '-number', '-version'],
                'constraints': [models.UniqueConstraint(fields=('traject', 'number', 'version'), name='progress_entry_version_once'), models.CheckConstraint(condition=models.Q(('adjusted', ''), models.Q(('reason', ''), _negated=True), _connector='OR'), name='progress_adjusted_with_reason')],
            },
        ),
        migrations.AddConstraint(
            model_name='stakeholder',
            constraint=models.UniqueConstraint(fields=('traject', 'number'), name='stakeholder_number_once'),
        ),
    ]
