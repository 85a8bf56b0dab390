from wagtail.blocks.migrations.migrate_operation import MigrateStreamData

from django.db import migrations

from home.migrations._beside import BesideBecomesColumns


class Migration(migrations.Migration):

    dependencies = [("home", "0003_renditions_made_in_the_background")]

    operations = [
        MigrateStreamData("home", model, "body", [(BesideBecomesColumns(), "")])
        for model in ("HomePage", "StandardPage")
    ]
