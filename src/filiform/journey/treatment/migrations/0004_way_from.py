from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("treatment", "0003_current_taken_back")]

    operations = [
        migrations.AddField(
            model_name="insertion",
            name="way_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("own", "as usual for the practitioner here"),
                    ("practice", "as usual in this practice here"),
                    ("today", "as a needle before it at this visit"),
                    ("last", "as at the last visit"),
                    ("set", "as in a set"),
                ],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
    ]
