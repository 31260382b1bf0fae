"""`manage.py routes [--json]`: every route with its name, path, methods and access mark."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.routes import all_routes


class Command(BaseCommand):
    help = "Prints every route: name, path, methods, and who may come."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as a JSON array")

    def handle(self, *args: Any, **options: Any) -> None:
        routes = all_routes()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(route) for route in routes], indent=2))
            return
        for route in routes:
            methods = ",".join(route.methods) or "any"
            self.stdout.write(f"{route.path:60} {methods:20} {route.access:32} {route.name}")
