from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('trajects', '0008_kick_off_and_scores'),
    ]

    operations = []
