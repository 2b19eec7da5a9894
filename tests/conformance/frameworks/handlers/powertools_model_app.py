"""A function that takes its event only in the shape of one of Powertools' models, chosen by the environment."""

import os

from aws_lambda_powertools.utilities.parser import models

MODEL = getattr(models, os.environ["MODEL"])


def handler(event, context):
    MODEL.model_validate(event)
    return {"statusCode": 200, "body": os.environ["MODEL"]}
