# Taakdialoog in a container: one image for web, worker and scheduler (compose.yaml tells which).

FROM python:3.13-slim AS environment
RUN pip install --no-cache-dir "uv>=0.9"
WORKDIR /srv/taakdialoog
ENV UV_PYTHON_DOWNLOADS=never
COPY pyproject.toml uv.lock .python-version ./
RUN uv sync --frozen --no-dev --compile-bytecode --no-cache
COPY . .
RUN SECRET_KEY=only-to-collect .venv/bin/python manage.py collectstatic --no-input

FROM python:3.13-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/taakdialoog --create-home taakdialoog
COPY --from=environment /srv/taakdialoog /srv/taakdialoog
WORKDIR /srv/taakdialoog
ENV PATH=/srv/taakdialoog/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    VAR_DIR=/var/lib/taakdialoog
USER taakdialoog
VOLUME /var/lib/taakdialoog
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "8", "--backpressure", "512", \
     "--respawn-failed-workers", "--workers-kill-timeout", "10", \
     "taakdialoog.wsgi:application"]
