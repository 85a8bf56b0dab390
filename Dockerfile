# One image for everything that runs: web, worker, release and scheduled commands (heroku.yml says which is which).
# Written in the plain dialect: Heroku's builder has none of BuildKit's additions. No step needs a secret.
ARG BASE=python:3.13-slim-trixie

FROM ${BASE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /app
COPY requirements.txt ./
# Wheels only, so nothing is compiled. Out go pip itself, sources of translations and of compiled modules, tests of other
# projects, the pages of an API's browser that is not installed, and the descriptions of every Amazon service but storage.
RUN python3 -m venv /venv \
    && /venv/bin/pip install --only-binary :all: --require-hashes -r requirements.txt \
    && /venv/bin/pip uninstall --yes --quiet pip \
    && packages="$(/venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" \
    && find "$packages" -name '*.po' -delete -o -name '*.c' -delete \
    && rm -r "$packages/ninja/static" \
    && find "$packages" -depth -type d -name tests -path '*/tests' -exec rm -r {} + \
    && find "$packages/botocore/data" -mindepth 1 -maxdepth 1 -type d \
        ! -name s3 ! -name sts ! -name sso ! -name sso-oidc -exec rm -r {} +
COPY . .
# Compiled once here: at run time nothing is written.
RUN if [ -d site/locale ]; then /venv/bin/pybabel -q compile -D django -d site/locale; fi \
    && /venv/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && /venv/bin/python -m compileall -q bookings home locations members messaging payments site

FROM ${BASE}
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app:/app/site \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    HOME=/tmp \
    PORT=8000 \
    WEB_CONCURRENCY=2
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
# A number, since Heroku gives every dyno a user of its own anyway. Everything above belongs to root.
USER 10001:10001
CMD ["gunicorn"]
