"""Everything between a bare machine and a running Odoo 19 with this addon.

Only Python's standard library is used here: this package is what installs the
rest. ``make`` is the way in; ``python3 -m scripts.devenv --help`` names the
commands behind it.
"""
