"""The settings: ``compress_*`` of ``conf.py`` as one frozen, validated object."""

from .options import OPTIONS, SECRETS, CompressConfig, Option
from .reading import from_environment, read, unknown

__all__ = ["OPTIONS", "SECRETS", "CompressConfig", "Option", "from_environment", "read", "unknown"]
