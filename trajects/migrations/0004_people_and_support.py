from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('trajects', '0003_run_sheet'),
    ]

    operations = []
