"""The Lambda Event Workbench: compose gateway events, invoke functions, see response and permissions side by side."""

__version__ = "0.1.0"
