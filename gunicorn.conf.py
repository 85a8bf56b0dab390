"""How gunicorn serves the site, in the demo and in production."""

import os
from pathlib import Path

pythonpath = "site"
wsgi_app = "config.wsgi"
bind = f"0.0.0.0:{os.environ.get('PORT', '8000')}"
# Two processes of four threads fit a dyno of 512 MB; with the worker's, theirs are half of the 20 connections
# that the smallest database lets in.
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
# Heroku's router gives up after 30 seconds: a worker that says nothing for so long is stuck, and one that is
# told to stop has that long until it is killed.
timeout = 29
graceful_timeout = 25
# Longer than the router keeps its connections to us, so that it is never the one surprised by a closed one.
keepalive = 95
max_requests = 2000
max_requests_jitter = 200
# The workers' sign of life is a file; where it lies on a slow disk, a healthy worker looks stuck.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - only gunicorn's own name in it
# Only the platform's router reaches the port, and it says who asked and how.
forwarded_allow_ips = "*"
# The site writes a line for each request itself, with its id (config.logs).
accesslog = None
# It would be a file in somebody's home folder.
control_socket_disable = True
