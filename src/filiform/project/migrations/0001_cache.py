"""Makes the table of the cache that all server processes share."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.RunSQL(
            "CREATE TABLE project_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL); CREATE INDEX project_cache_expires ON project_cache (expires)",
            "DROP TABLE project_cache",
        )
    ]
