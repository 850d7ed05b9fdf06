"""Bytes of pictures are packed already: the database stores them as they are, without trying to pack them again."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("images", "0001_start")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE images_imagebytes ALTER COLUMN data SET STORAGE EXTERNAL",
            "ALTER TABLE images_imagebytes ALTER COLUMN data SET STORAGE EXTENDED",
        )
    ]
