import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trajects', '0008_kick_off_and_scores'),
    ]

    operations = [
        migrations.AddField(
            model_name='policyitem',
            name='is_within_other',
            field=models.BooleanField(default=False, help_text='Dan tellen deze uren niet nog een keer mee in de Urenbalans.', verbose_name='zit al in een ander onderdeel'),
        ),
        migrations.AddField(
            model_name='policyitem',
            name='previous',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='next_versions', to='trajects.policyitem'),
        ),
        migrations.AddField(
            model_name='policyitem',
            name='quantity',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Alleen bij een onderdeel dat niet voor iedereen is: hoeveel groepen, klassen of personen. Dan telt het mee in de Urenbalans.', null=True, verbose_name='hoe vaak in de school'),
        ),
        migrations.AddField(
            model_name='policyitem',
            name='term_key',
            field=models.CharField(blank=True, max_length=40, verbose_name='uitgangspunt in de CAO'),
        ),
        migrations.AddField(
            model_name='taskpolicy',
            name='note',
            field=models.CharField(blank=True, max_length=200, verbose_name='waarom deze versie'),
        ),
        migrations.AddField(
            model_name='taskpolicy',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='versie'),
        ),
        migrations.AlterField(
            model_name='taskpolicy',
            name='origin',
            field=models.CharField(choices=[('hand', 'zelf ingevoerd'), ('file', 'uit een bestand'), ('copy', 'kopie van een versie'), ('decision', 'na een besluit')], default='hand', max_length=8),
        ),
        migrations.CreateModel(
            name='PolicyTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='versie')),
                ('key', models.SlugField(editable=False, max_length=40)),
                ('title', models.CharField(max_length=120, verbose_name='uitgangspunt')),
                ('value', models.DecimalField(decimal_places=4, max_digits=10, verbose_name='waarde')),
                ('unit', models.CharField(blank=True, max_length=60, verbose_name='eenheid')),
                ('bound', models.CharField(choices=[('norm', 'precies'), ('maximum', 'hoogstens'), ('minimum', 'ten minste')], default='norm', max_length=8, verbose_name='geldt als')),
                ('article', models.CharField(blank=True, max_length=40, verbose_name='artikel')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='toelichting')),
                ('is_certain', models.BooleanField(default=False, verbose_name='nagekeken in de CAO')),
                ('source', models.CharField(blank=True, max_length=120, verbose_name='bron')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('task_policy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='terms', to='trajects.taskpolicy')),
            ],
            options={
                'verbose_name': 'uitgangspunt uit de CAO',
                'verbose_name_plural': 'uitgangspunten uit de CAO',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('task_policy', 'key'), name='policy_term_once')],
            },
        ),
    ]
