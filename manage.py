#!/usr/bin/env python
"""Run the portal's commands."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "papi_portal.settings")
    from django.core.management import execute_from_command_line

    from papi_portal.deep_calls import in_one_piece

    in_one_piece(execute_from_command_line, sys.argv)
