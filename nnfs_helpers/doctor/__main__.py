"""python -m nnfs_helpers.doctor"""

import sys

from nnfs_helpers.doctor.findings import main

sys.stdout.reconfigure(errors="backslashreplace")
sys.exit(main())
