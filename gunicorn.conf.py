"""How gunicorn serves the site, in the demo and in production."""

import os

pythonpath = "site"
wsgi_app = "config.wsgi"
bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Heroku's router gives up after 30 seconds; nothing here may take longer.
timeout = 29
graceful_timeout = 25
max_requests = 2000
max_requests_jitter = 200
# Only the platform's router reaches the port, and it says who asked and how.
forwarded_allow_ips = "*"
accesslog = None if os.environ.get("DEBUG") == "1" else "-"
# It would be a file in somebody's home folder.
control_socket_disable = True
