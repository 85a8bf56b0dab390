"""Which PostgreSQL: the one that DATABASE_URL names, or the embedded one in development."""

import dj_database_url

from config import embedded_postgres
from config.env import BUILDING, DEBUG, env, required


def from_environment() -> dj_database_url.DBConfig:
    """Django's settings for the database; the embedded one is started where it is used."""
    url = env.str("DATABASE_URL", "")
    if DEBUG and not BUILDING and not url:
        url = embedded_postgres.ensure()
    return dj_database_url.parse(
        url or required("DATABASE_URL", "postgres://build/nothing"),
        conn_max_age=600,
        conn_health_checks=True,
        ssl_require=env.bool("DATABASE_SSL", False),
    )
