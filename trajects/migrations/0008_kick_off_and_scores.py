from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('trajects', '0007_messages'),
    ]

    operations = []
