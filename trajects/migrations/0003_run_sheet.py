import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trajects', '0002_starting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('summary', models.CharField(max_length=200, verbose_name='wat')),
                ('rows', models.JSONField(default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('moves_target', models.BooleanField(default=False, verbose_name='verzet de datum van instemming')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='wanneer')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='ongedaan gemaakt op')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('traject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='change_sets', to='trajects.traject')),
                ('undoes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='trajects.changeset')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'wijziging van het draaiboek',
                'verbose_name_plural': 'wijzigingen van het draaiboek',
                'ordering': ['-made_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='change_set_undone_by_somebody')],
            },
        ),
    ]
