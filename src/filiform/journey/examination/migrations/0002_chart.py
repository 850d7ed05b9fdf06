"""The figure that the patient chose, and the drawing on which a zone was marked; empty for what there is already."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("examination", "0001_start")]

    operations = [
        migrations.AddField(
            model_name="examination",
            name="figure",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="zonemark",
            name="drawing",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
    ]
