"""Judges documents by a schema with jsonschema.

python jsonschema_validate.py SCHEMA < DOCUMENTS    as ajv.mjs
"""

import json
import sys

from jsonschema import Draft7Validator

with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
Draft7Validator.check_schema(schema)
validator = Draft7Validator(schema)
for line in sys.stdin:
    errors = validator.iter_errors(json.loads(line))
    print(json.dumps([f"{error.json_path}: {error.message}" for error in errors]))
