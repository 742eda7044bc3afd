"""python -m nnfs_helpers.doctor"""

from nnfs_helpers.doctor.findings import main

main()
