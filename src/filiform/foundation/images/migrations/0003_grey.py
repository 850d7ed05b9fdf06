"""How sixteen bits of grey are shown; empty for what there is already, which has eight."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("images", "0002_as_they_are")]

    operations = [
        migrations.AddField(
            model_name="image",
            name="grey",
            field=models.CharField(
                blank=True,
                choices=[
                    ("window", "16 bits of grey, shown by the window that the file names"),
                    ("range", "16 bits of grey, shown from the darkest to the brightest point of a frame"),
                ],
                default="",
                max_length=10,
            ),
        ),
    ]
