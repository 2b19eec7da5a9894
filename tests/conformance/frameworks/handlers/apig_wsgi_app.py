"""A Flask application behind apig-wsgi, as it is deployed."""

from apig_wsgi import make_lambda_handler
from flask_app import app

handler = make_lambda_handler(app)
