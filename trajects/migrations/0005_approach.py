from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('trajects', '0004_people_and_support'),
    ]

    operations = []
