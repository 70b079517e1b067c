"""One log line per event on the error stream: JSON for machines, text for a developer."""

from typing import Any

import structlog

_STEPS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]

# These tell every step of their work at INFO.
_TALKATIVE = ("fontTools", "pikepdf", "weasyprint")
# These write names from certificates and the way to every doubt, which the page tells anyhow.
_DOUBTING = ("pyhanko", "pyhanko_certvalidator")


def _last_steps(*, readable: bool) -> list[structlog.typing.Processor]:
    if readable:
        return [structlog.dev.ConsoleRenderer(colors=False)]
    return [
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]


def start_logging(*, readable: bool) -> dict[str, Any]:
    """Send structlog through the standard library and return Django's LOGGING for it.

    Args:
        readable: lines for a person's eye instead of JSON.
    """
    structlog.configure(
        processors=[*_STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _STEPS,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *_last_steps(readable=readable),
                ],
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Django's own handlers would write each line a second time.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            **{name: {"level": "WARNING"} for name in _TALKATIVE},
            **{name: {"level": "CRITICAL"} for name in _DOUBTING},
        },
    }
