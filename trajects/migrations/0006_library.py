import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('trajects', '0005_approach'),
    ]

    operations = [
        migrations.CreateModel(
            name='LibraryItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('key', models.SlugField(editable=False, max_length=40)),
                ('subject', models.CharField(choices=[('workload', 'werkdruk'), ('task_policy', 'taakbeleid'), ('professional_charter', 'professioneel statuut'), ('risks', 'risico-inventarisatie (RI&E)'), ('satisfaction', 'tevredenheid van medewerkers'), ('absence', 'verzuim'), ('other_school', 'hoe andere scholen het deden'), ('other', 'iets anders')], max_length=24, verbose_name='onderwerp')),
                ('title', models.CharField(max_length=150, verbose_name='titel')),
                ('summary', models.TextField(max_length=2000, verbose_name='samenvatting in gewone woorden')),
                ('audience', models.CharField(choices=[('project_team', 'projectteam'), ('pmr_leadership', 'pmr en schoolleiding'), ('everybody', 'iedereen in de school')], default='everybody', max_length=16, verbose_name='voor wie')),
                ('visited_on', models.DateField(blank=True, null=True, verbose_name='wanneer')),
                ('other_school', models.CharField(blank=True, max_length=120, verbose_name='welke school')),
                ('what_we_saw', models.TextField(blank=True, max_length=4000, verbose_name='wat wij zagen')),
                ('contact', models.CharField(blank=True, max_length=150, verbose_name='contactpersoon daar')),
                ('status', models.CharField(choices=[('draft', 'concept'), ('published', 'gepubliceerd'), ('withdrawn', 'ingetrokken')], default='draft', max_length=10, verbose_name='stand')),
                ('put_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='geplaatst op')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('published_at', models.DateTimeField(editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(editable=False, null=True)),
                ('withdraw_reason', models.CharField(blank=True, max_length=200, verbose_name='waarom ingetrokken')),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='geplaatst door')),
                ('themes', models.ManyToManyField(blank=True, related_name='library', to='trajects.theme', verbose_name="thema's")),
                ('traject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='library', to='trajects.traject')),
            ],
            options={
                'verbose_name': 'stuk in de bibliotheek',
                'verbose_name_plural': 'stukken in de bibliotheek',
                'ordering': ['subject', 'title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LibraryVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='versie')),
                ('summary', models.TextField(verbose_name='samenvatting')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('stored', models.CharField(blank=True, editable=False, max_length=120)),
                ('file_name', models.CharField(blank=True, max_length=120, verbose_name='bestand')),
                ('kind', models.CharField(blank=True, max_length=4, verbose_name='soort')),
                ('size', models.PositiveIntegerField(default=0, verbose_name='bytes')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='controlegetal')),
                ('notes', models.TextField(blank=True, verbose_name='aangepast bij het plaatsen')),
                ('is_checked', models.BooleanField(default=False, verbose_name='nagekeken: alleen totalen')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='geplaatst op')),
                ('file_removed_at', models.DateTimeField(null=True, verbose_name='bestand verwijderd op')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='trajects.libraryitem')),
            ],
            options={
                'verbose_name': 'versie van een stuk',
                'verbose_name_plural': 'versies van een stuk',
                'ordering': ['-number'],
            },
        ),
        migrations.AddConstraint(
            model_name='libraryitem',
            constraint=models.UniqueConstraint(fields=('traject', 'key'), name='library_key_once'),
        ),
        migrations.AddConstraint(
            model_name='libraryitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='library_published_has_moment'),
        ),
        migrations.AddConstraint(
            model_name='libraryversion',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='library_version_once'),
        ),
        migrations.AddConstraint(
            model_name='libraryversion',
            constraint=models.CheckConstraint(condition=models.Q(('stored', ''), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='library_file_has_hash'),
        ),
        migrations.AddConstraint(
            model_name='libraryversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stored', ''), ('url', ''), _negated=True), ('file_removed_at__isnull', False), _connector='OR'), name='library_version_has_source'),
        ),
    ]
