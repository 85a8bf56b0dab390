"""Which version of the site this is, as far as the platform says.

Source: https://devcenter.heroku.com/articles/dyno-metadata
"""

from config.env import env


def version() -> str:
    """`v42 (1a2b3c4)`: Heroku's number of the release and the commit; empty where nobody says."""
    release = env.str("HEROKU_RELEASE_VERSION", "")
    commit = env.str("HEROKU_BUILD_COMMIT", "") or env.str("HEROKU_SLUG_COMMIT", "")
    return f"{release} ({commit[:12]})".removesuffix(" ()").strip()
