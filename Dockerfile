# The site as it runs in production: code, dependencies by their hashes, collected static files, a user without rights.
FROM python:3.11-slim-bookworm

# What WeasyPrint draws the PDFs with; the same three packages as in the Makefile.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin cpic \
    && install --directory --owner=cpic --mode=700 /var/lib/cpic /var/lib/cpic/evidence

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CPIC_ENVIRONMENT=production \
    XDG_CACHE_HOME=/tmp \
    EVIDENCE_DIR=/var/lib/cpic/evidence \
    BIND=0.0.0.0:8000

WORKDIR /srv/cpic

COPY requirements/production.txt requirements/
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary=:all: \
    -r requirements/production.txt

COPY . .
RUN python manage.py collectstatic --noinput --verbosity 0

USER cpic
VOLUME /var/lib/cpic
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "tools/healthcheck.py"]

CMD ["python", "-m", "cpic"]
