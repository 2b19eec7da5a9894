"""A Flask application behind serverless-wsgi, as it is deployed."""

import serverless_wsgi
from flask_app import app


def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
