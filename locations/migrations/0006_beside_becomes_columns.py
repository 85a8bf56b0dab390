from wagtail.blocks.migrations.migrate_operation import MigrateStreamData

from django.db import migrations

from home.migrations._beside import BesideBecomesColumns


class Migration(migrations.Migration):
    dependencies = [("locations", "0005_old_slugs"), ("home", "0004_beside_becomes_columns")]

    operations = [
        MigrateStreamData("locations", model, "body", [(BesideBecomesColumns(), "")])
        for model in ("HousePage", "RoomPage")
    ]
