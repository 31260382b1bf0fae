# The image of every process of Plumbline: pages, event stream, worker, beat and migration differ by their command.
FROM python:3.13-slim AS build
COPY requirements.txt /tmp/requirements.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --require-hashes --requirement /tmp/requirements.txt

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    VAR_DIR=/srv/plumbline/var
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin plumbline
WORKDIR /srv/plumbline
COPY --from=build /opt/venv /opt/venv
COPY . .
# static files are named by their content and compressed here; the key is for this one command and is kept nowhere
RUN python -m compileall -q . \
    && SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(50))') \
       python manage.py collectstatic --noinput --verbosity 0 \
    && chown -R plumbline var
USER plumbline
EXPOSE 8000 8001
CMD ["gunicorn", "config.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--threads", "4"]
