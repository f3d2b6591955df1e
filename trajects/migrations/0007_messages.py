import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


def leave_sessions_their_letters(apps, schema_editor):
    """Invitations and places carry a personal link: the page of the session writes them."""
    items = apps.get_model("trajects", "CommunicationItem").objects
    about = Q(key__startswith="session_invitation") | Q(key__startswith="session_seat")
    items.filter(about).update(sent_from="sessions")


class Migration(migrations.Migration):

    dependencies = [
        ('trajects', '0006_library'),
    ]

    operations = [
        migrations.AddField(
            model_name='communicationitem',
            name='afterwards',
            field=models.CharField(blank=True, max_length=300, verbose_name='wat er daarna gebeurt'),
        ),
        migrations.AddField(
            model_name='communicationitem',
            name='answer_by',
            field=models.DateField(blank=True, null=True, verbose_name='antwoord vóór of op'),
        ),
        migrations.AddField(
            model_name='communicationitem',
            name='asks',
            field=models.CharField(blank=True, max_length=200, verbose_name='wat vraagt u, en hoe lang kost het'),
        ),
        migrations.AddField(
            model_name='communicationitem',
            name='button',
            field=models.CharField(blank=True, choices=[('', 'geen knop'), ('traject', 'Het traject bekijken'), ('policy', 'Het huidige taakbeleid lezen'), ('library', 'De bibliotheek openen'), ('sessions', 'De sessies bekijken'), ('threads', 'De gouden draad lezen')], max_length=12, verbose_name='knop'),
        ),
        migrations.AddField(
            model_name='communicationitem',
            name='included',
            field=models.ManyToManyField(blank=True, to='trajects.communicationitem', verbose_name='berichten in deze nieuwsbrief'),
        ),
        migrations.AddField(
            model_name='communicationitem',
            name='is_mandatory',
            field=models.BooleanField(default=False, editable=False, verbose_name='hoort iedereen te krijgen'),
        ),
        migrations.AddField(
            model_name='communicationitem',
            name='round',
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='communicationitem',
            name='sent_from',
            field=models.CharField(choices=[('plan', 'dit plan'), ('sessions', 'de pagina van de sessie'), ('kickoff', 'de pagina van de startbijeenkomst')], default='plan', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='communicationitem',
            name='told_on',
            field=models.DateField(editable=False, null=True, verbose_name='verteld op'),
        ),
        migrations.AlterField(
            model_name='communicationitem',
            name='run_sheet_item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to='trajects.runsheetitem', verbose_name='regel in het draaiboek'),
        ),
        migrations.AlterField(
            model_name='communicationitem',
            name='status',
            field=models.CharField(choices=[('draft', 'concept'), ('approved', 'staat klaar'), ('sent', 'verstuurd'), ('done', 'gedaan'), ('stopped', 'gestopt')], default='draft', max_length=10, verbose_name='status'),
        ),
        migrations.CreateModel(
            name='ConstituencyAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Bijvoorbeeld: oudergeleding.', max_length=80, verbose_name='geleding')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mailadres')),
                ('traject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='constituencies', to='trajects.traject')),
            ],
            options={
                'verbose_name': 'adres van een andere geleding',
                'verbose_name_plural': 'adressen van andere geledingen',
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('traject', 'email'), name='constituency_address_once')],
            },
        ),
        migrations.RunPython(leave_sessions_their_letters, migrations.RunPython.noop),
    ]
